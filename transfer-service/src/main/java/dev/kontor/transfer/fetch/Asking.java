package dev.kontor.transfer.fetch;

import dev.kontor.transfer.frame.Frame;
import dev.kontor.transfer.peer.PeerConnection;
import dev.kontor.transfer.site.SiteFinder;
import dev.kontor.wire.event.PartnerSite;
import dev.kontor.wire.event.PartnerView;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/// Asks a partner about a namespace, whichever of its sites answers. Blocks; for virtual threads.
@ApplicationScoped
class Asking {
    private static final Logger LOG = Logger.getLogger(Asking.class);

    // Our choice.
    private static final int MAX_SITES = 4;
    private static final int MAX_BUSY = 5;
    private static final long LONGEST_BUSY_MILLIS = 1000;

    private final Peers peers;
    private final SiteFinder finder;

    /// The partner's answer and the site that gave it.
    record Reply(Peers.Site site, Frame frame) {}

    Asking(Peers peers, SiteFinder finder) {
        this.peers = peers;
        this.finder = finder;
    }

    /// The sites of a partner that can be connected to.
    List<Peers.Site> sites(PartnerView partner) {
        return finder.sites(partner).stream()
                .limit(MAX_SITES)
                .flatMap(descriptor -> partner.site(descriptor.siteId()).map(PartnerSite::caKeyHash).stream()
                        .map(pin -> new Peers.Site(descriptor, pin)))
                .toList();
    }

    /// Asks the partner's sites one after another; empty when none answers.
    Optional<Reply> ask(PartnerView partner, Frame.Head head) throws InterruptedException {
        for (Peers.Site site : sites(partner)) {
            Optional<Reply> reply = ask(site, head).map(frame -> new Reply(site, frame));
            if (reply.isPresent()) {
                return reply;
            }
        }
        finder.forget(partner.orgId());
        return Optional.empty();
    }

    /// Asks one site; a warm connection that turns out to be dead is replaced once.
    private Optional<Frame> ask(Peers.Site site, Frame.Head head) throws InterruptedException {
        for (int attempt = 0, busy = 0; attempt < 2 && busy < MAX_BUSY; ) {
            PeerConnection connection = null;
            try {
                connection = peers.warm(site).join();
                Frame frame = connection.ask(head).join();
                if (!(frame instanceof Frame.Busy(var _, var millis))) {
                    return Optional.of(frame);
                }
                busy++;
                Thread.sleep(Math.min(millis, LONGEST_BUSY_MILLIS));
            } catch (CompletionException lost) {
                attempt = connection == null ? 2 : attempt + 1;
                LOG.debugf("partner cannot be asked site=%s reason=%s", site.id(), lost.getMessage());
                if (connection != null) {
                    peers.forget(connection);
                    connection.close();
                }
            }
        }
        return Optional.empty();
    }
}
