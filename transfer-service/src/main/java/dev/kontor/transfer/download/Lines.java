package dev.kontor.transfer.download;

import dev.kontor.transfer.peer.PeerConnection;
import java.util.concurrent.CompletableFuture;

/// Where a download gets its connections from.
public interface Lines {
    /// A connection for this download alone, as far as pieces are concerned.
    CompletableFuture<PeerConnection> open();

    /// The connection is not needed any more and in good order.
    void release(PeerConnection connection);

    /// The source behind the connection did wrong.
    void blame(PeerConnection connection, String reason);
}
