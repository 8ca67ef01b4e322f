package dev.kontor.identity.start;

import dev.kontor.identity.audit.Audit;
import dev.kontor.identity.grant.Endings;
import dev.kontor.identity.log.SiteLog;
import dev.kontor.identity.receipt.ReceiptShelf;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/// Puts what an older database holds into the site's log before the first request, a few hundred rows a transaction.
/// A crash in the middle loses nothing: what has its leaf is left alone.
@ApplicationScoped
class CatchUp {
    private static final Logger LOG = Logger.getLogger(CatchUp.class);
    private static final int BATCH = 500;

    private final SiteLog log;
    private final Audit audit;
    private final Endings grants;
    private final ReceiptShelf receipts;

    CatchUp(SiteLog log, Audit audit, Endings grants, ReceiptShelf receipts) {
        this.log = log;
        this.audit = audit;
        this.grants = grants;
        this.receipts = receipts;
    }

    @SuppressWarnings("IllegalThrows") // what subscribeAndAwait declares
    void onStart(@Observes StartupEvent event) throws Throwable {
        int total = 0;
        int done;
        do {
            Integer batch = VertxContextSupport.subscribeAndAwait(this::batch);
            done = batch == null ? 0 : batch;
            total += done;
        } while (done > 0);
        if (total > 0) {
            LOG.infof("older entries are in the site's log now entries=%d", total);
        }
    }

    private Uni<Integer> batch() {
        return log.transact(session -> audit.catchUp(session, BATCH)
                .chain(acts -> grants.catchUp(session, BATCH).map(more -> acts + more))
                .chain(sum -> receipts.catchUp(session, BATCH).map(more -> sum + more)));
    }
}
