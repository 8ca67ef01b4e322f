package dev.kontor.transfer.fetch;

import dev.kontor.transfer.download.Lines;
import dev.kontor.transfer.frame.Frame;
import dev.kontor.transfer.peer.PeerConnection;
import dev.kontor.transfer.peer.PeerLostException;
import dev.kontor.wire.bytes.Bytes;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Connections to a site that holds another one's snapshot, each opened with a ticket of the origin. Safe for use by
/// any thread.
final class TicketLines implements Lines {
    private final Peers peers;
    private final Peers.Site site;
    private final Supplier<Bytes> ticket;
    private final Set<PeerConnection> open = ConcurrentHashMap.newKeySet();

    /// @param ticket the newest one
    TicketLines(Peers peers, Peers.Site site, Supplier<Bytes> ticket) {
        this.peers = peers;
        this.site = site;
        this.ticket = ticket;
    }

    /// Shows the newest ticket on every connection that is open.
    void renew() {
        open.forEach(connection -> {
            var _ = connection.ask(new Frame.Present(ticket.get())).exceptionally(_ -> new Frame.Accepted());
        });
    }

    @Override
    public CompletableFuture<PeerConnection> open() {
        return peers.connect(site).thenCompose(this::present);
    }

    private CompletableFuture<PeerConnection> present(PeerConnection connection) {
        CompletableFuture<Frame> shown = connection.tickets()
                ? connection.ask(new Frame.Present(ticket.get()))
                : CompletableFuture.completedFuture(new Frame.Missing(0, "knows no tickets"));
        return shown.handle((answer, failure) -> {
            if (answer instanceof Frame.Accepted) {
                open.add(connection);
                return connection;
            }
            connection.close();
            throw new CompletionException(new PeerLostException("the ticket is not taken: " + answer, failure));
        });
    }

    @Override
    public void release(PeerConnection connection) {
        open.remove(connection);
        connection.close();
    }

    @Override
    public void blame(PeerConnection connection, String reason) {
        open.remove(connection);
        peers.blame(site, connection, reason);
    }
}
