package dev.kontor.transfer.fetch;

import dev.kontor.transfer.download.PieceDownload;
import dev.kontor.transfer.frame.Frame;
import dev.kontor.transfer.peer.PeerConnection;
import dev.kontor.transfer.snapshot.Lending;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.SiteId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Other sites' help with one download: while it runs, keeps a fresh ticket of the origin, finds who holds the
/// snapshot, and shows them the ticket. The origin's refusal to renew ends the download, also when all pieces come
/// from elsewhere. Runs on a virtual thread of its own.
final class Help implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Help.class);

    // Our choice: a third of a ticket's life, so that a round may fail.
    private static final long ROUND_SECONDS = 20;
    private static final int MAX_HELPERS = 8;

    private final Order order;
    private final PieceDownload download;
    private final Helping.Tools tools;
    private final Set<SiteId> known = new HashSet<>();
    private final List<TicketLines> helpers = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Bytes ticket = Bytes.EMPTY;

    Help(Order order, PieceDownload download, Helping.Tools tools) {
        this.order = order;
        this.download = download;
        this.tools = tools;
        known.add(order.from().id());
    }

    /// Whether the origin lets those who hold the snapshot pass it on.
    boolean permitted() {
        return !ticket.empty();
    }

    @Override
    public void close() {
        over.countDown();
    }

    void run() {
        try {
            while (over.getCount() > 0 && round()) {
                boolean _ = over.await(ROUND_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            LOG.warnf("goes on without help snapshot=%s reason=%s", order.snapshotId(), failure.getMessage());
        }
    }

    /// False when there is no help to be had.
    private boolean round() {
        Optional<Frame> answer = apply();
        if (answer.isEmpty()) {
            return true;
        }
        return switch (answer.get()) {
            case Frame.Ticket(var signed) -> {
                ticket = signed;
                helpers.forEach(TicketLines::renew);
                find();
                yield true;
            }
            case Frame.Denied(var _, var rule, var detail) -> {
                download.withdraw(rule, detail);
                yield false;
            }
            case Frame.Missing _ -> false;
            default -> true;
        };
    }

    /// Asks the origin; empty when it cannot be asked now.
    private Optional<Frame> apply() {
        try {
            PeerConnection origin = tools.peers().warm(order.from()).join();
            if (!origin.tickets()) {
                return Optional.of(new Frame.Missing(0, "the origin knows no tickets"));
            }
            return Optional.of(origin.ask(new Frame.Apply(
                            order.transfer().what().namespace().text(),
                            order.snapshotId().bytes(),
                            order.trace()))
                    .join());
        } catch (CompletionException lost) {
            LOG.debugf("no ticket now snapshot=%s reason=%s", order.snapshotId(), lost.getMessage());
            return Optional.empty();
        }
    }

    private void find() {
        for (SiteId holder : tools.providers().of(Lending.storageKey(order.snapshotId()))) {
            if (known.size() <= MAX_HELPERS && known.add(holder)) {
                tools.site(holder).ifPresent(site -> {
                    LOG.infof("a partner helps snapshot=%s site=%s", order.snapshotId(), holder);
                    TicketLines lines = new TicketLines(tools.peers(), site, () -> ticket);
                    helpers.add(lines);
                    download.help(lines);
                });
            }
        }
    }
}
