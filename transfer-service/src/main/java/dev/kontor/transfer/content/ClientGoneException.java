package dev.kontor.transfer.content;

import java.io.IOException;

/// Whoever asked for the content does not take it any more; nothing is wrong with the content.
final class ClientGoneException extends IOException {
    private static final long serialVersionUID = 1;

    ClientGoneException() {
        super("the client has gone");
    }
}
