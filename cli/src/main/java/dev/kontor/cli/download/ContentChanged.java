package dev.kontor.cli.download;

import java.io.Serial;

/// The content at the gateway is no longer the one that was listed: a newer snapshot arrived meanwhile.
public final class ContentChanged extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    public ContentChanged(String label) {
        super(label + " changed while it was fetched");
    }
}
