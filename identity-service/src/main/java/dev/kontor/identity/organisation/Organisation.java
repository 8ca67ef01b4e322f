package dev.kontor.identity.organisation;

import dev.kontor.identity.audit.Act;
import dev.kontor.identity.audit.Audit;
import dev.kontor.identity.ca.Pem;
import dev.kontor.identity.delivery.Courier;
import dev.kontor.identity.keys.AtomicFile;
import dev.kontor.identity.keys.KeysUnavailableException;
import dev.kontor.identity.partner.PartnerBook;
import dev.kontor.identity.settings.Settings;
import dev.kontor.identity.site.Change;
import dev.kontor.identity.site.Draft;
import dev.kontor.identity.site.OurSite;
import dev.kontor.kit.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/// Changes our organisation: works out what a change leads to, writes the key store, and tells partners, all in the
/// transaction of its audit entry. One change comes after another. The key store is written last, so it never lies
/// behind what was told.
@ApplicationScoped
class Organisation {
    private static final Logger LOG = Logger.getLogger(Organisation.class);

    private final OurSite site;
    private final Settings settings;
    private final Audit audit;
    private final Herald herald;
    private final Courier courier;
    private final Clock clock;

    Organisation(OurSite site, Settings settings, Audit audit, Herald herald, Courier courier, Clock clock) {
        this.site = site;
        this.settings = settings;
        this.audit = audit;
        this.herald = herald;
        this.courier = courier;
        this.clock = clock;
    }

    OrganisationStatus status() {
        return OrganisationStatus.of(site.next());
    }

    Uni<OrganisationStatus> change(Act act, Change change) {
        return audit.perform(act, session -> make(session, act, change))
                .invoke(courier::wake)
                .map(done -> status());
    }

    private Uni<Void> make(Mutiny.Session session, Act act, Change change) {
        return Told.lock(session)
                .chain(() -> requireNoPartners(session, change))
                .chain(() -> blocking(() -> adopt(act, change)))
                .chain(() -> herald.tell(session));
    }

    /// Another organisation's log makes this site that organisation's; who has partners already cannot mean that.
    private Uni<Void> requireNoPartners(Mutiny.Session session, Change change) {
        boolean foreign = change instanceof Change.TakeOver(var log, var _)
                && !log.inception().equals(site.next().log().inception());
        return !foreign
                ? Uni.createFrom().voidItem()
                : PartnerBook.addressees(session)
                        .invoke(partners -> {
                            if (!partners.isEmpty()) {
                                throw ProblemType.CONFLICT.because(
                                        "The log is another organisation's, and this site has"
                                                + " partners of its own. Take it over with a new site.");
                            }
                        })
                        .replaceWithVoid();
    }

    private Void adopt(Act act, Change change) throws KeysUnavailableException, IOException {
        switch (site.draft(change, clock.instant())) {
            case Draft.Refused(String reason) ->
                throw ProblemType.CONFLICT.because("The organisation's log stays as it is: " + reason + ".");
            case Draft.Made made -> {
                site.adopt(made);
                if (site.next().another()) {
                    publishAuthority();
                }
                LOG.infof(
                        "organisation changed act=%s head=%d",
                        act.verb(), site.next().organisation().headSeq());
            }
        }
        return nothing();
    }

    /// So that at the next start the services look for certificates of the new authority at once.
    private void publishAuthority() throws IOException {
        String pem = Pem.certificate(site.next().authority().certificate());
        AtomicFile.writePublic(settings.authorityFile(), pem.getBytes(StandardCharsets.US_ASCII));
    }

    @SuppressWarnings("NullAway") // the one value of Void
    private static Void nothing() {
        return null;
    }

    private static Uni<Void> blocking(Callable<Void> work) {
        Context context = Vertx.currentContext();
        return Uni.createFrom()
                .completionStage(() -> context.executeBlocking(work).toCompletionStage());
    }
}
