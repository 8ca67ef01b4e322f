package dev.kontor.discovery.book;

import dev.kontor.discovery.directory.Neighbours;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.event.TrustView;
import dev.kontor.wire.id.SiteId;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Exchanges address books with partners: tells each of their sites where we are and learns where it is, whom it knows,
/// and which priority nodes there are. At the start, when our address changes, and regularly; so partners find each
/// other even when the DHT lies or is gone.
@ApplicationScoped
class Exchange implements Neighbours {
    private static final Logger LOG = Logger.getLogger(Exchange.class);

    // Our choice.
    private static final Duration DEADLINE = Duration.ofSeconds(6);
    private static final Duration ASIDE_DEADLINE = Duration.ofMillis(1_500);
    private static final int AT_ONCE = 8;
    private static final int PER_ROUND = 64;
    private static final int ASKED_ASIDE = 4;

    private final Partners partners;
    private final OwnPage own;
    private final Caller caller;
    private final Reader reader;
    private final Pages pages;
    private final Acquaintances acquaintances;
    private final Rounds rounds;
    private final Set<SiteId> tellers = ConcurrentHashMap.newKeySet();
    private final Clock clock = Clock.systemUTC();

    Exchange(
            Partners partners,
            OwnPage own,
            Caller caller,
            Reader reader,
            Pages pages,
            Acquaintances acquaintances,
            BookSettings settings) {
        this.partners = partners;
        this.own = own;
        this.caller = caller;
        this.reader = reader;
        this.pages = pages;
        this.acquaintances = acquaintances;
        this.rounds = new Rounds(settings.every());
    }

    /// What came of asking one site: its page or what went wrong.
    private record Heard(
            Partners.Site site,
            @Nullable Page page,
            @Nullable Throwable failure) {}

    @Scheduled(every = "5s", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> exchangeDue() {
        TrustView trust = partners.trust();
        return trust == null
                ? Uni.createFrom().voidItem()
                : own.question(trust)
                        .chain(question -> question.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : round(Partners.sites(trust), question.get()))
                        .chain(() -> acquaintances.refresh(trust))
                        .onFailure()
                        .invoke(failure -> LOG.warnf("address books not exchanged reason=%s", failure))
                        .onFailure()
                        .recoverWithNull();
    }

    private Uni<Void> round(List<Partners.Site> sites, Page question) {
        List<Partners.Site> due = rounds.due(sites, question.descriptor(), clock.instant());
        if (due.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return pages.forgetAllBut(sites.stream().map(Partners.Site::id).toList())
                .chain(() -> askAll(due.subList(0, Math.min(due.size(), PER_ROUND)), question, DEADLINE))
                .chain(all -> Multi.createFrom()
                        .iterable(all)
                        .onItem()
                        .transformToUniAndConcatenate(this::settle)
                        .collect()
                        .asList())
                .chain(pages::forgetUntold);
    }

    private Uni<List<Heard>> askAll(List<Partners.Site> sites, Page question, Duration deadline) {
        return Multi.createFrom()
                .iterable(sites)
                .onItem()
                .transformToUni(site -> caller.ask(site, question, deadline)
                        .map(page -> new Heard(site, page, null))
                        .onFailure()
                        .recoverWithItem(failure -> new Heard(site, null, failure)))
                .merge(AT_ONCE)
                .collect()
                .asList();
    }

    private Uni<Void> settle(Heard heard) {
        Page page = heard.page();
        Partners.Site site = heard.site();
        Optional<Reader.Checked> checked = page == null ? Optional.empty() : reader.own(site.site(), page);
        if (page == null || checked.isEmpty()) {
            Throwable failure = heard.failure() == null
                    ? new IOException("its page does not hold its own descriptor")
                    : heard.failure();
            if (rounds.onFailure(site.id(), clock.instant())) {
                LOG.infof("partner not asked for its address book site=%s reason=%s", site.id(), failure.getMessage());
            }
            return pages.failed(site.id(), failure, clock.instant());
        }
        rounds.onAnswer(site.id(), clock.instant());
        if (page.sites().isEmpty()) {
            tellers.remove(site.id());
        } else {
            tellers.add(site.id());
        }
        return reader.onAnswer(site.site(), checked.get(), page);
    }

    @Override
    public Uni<List<Bytes>> whereIs(SiteId wanted, boolean askItself) {
        TrustView trust = partners.trust();
        if (trust == null) {
            return Uni.createFrom().item(List.of());
        }
        List<Partners.Site> asked = asked(Partners.sites(trust), wanted, askItself);
        return asked.isEmpty()
                ? Uni.createFrom().item(List.of())
                : own.question(trust)
                        .chain(question -> question.isEmpty()
                                ? Uni.createFrom().item(List.<Heard>of())
                                : askAll(asked, question.get(), ASIDE_DEADLINE))
                        .map(all -> all.stream()
                                .flatMap(heard -> told(heard, wanted))
                                .toList());
    }

    private List<Partners.Site> asked(List<Partners.Site> sites, SiteId wanted, boolean askItself) {
        Stream<Partners.Site> itself =
                sites.stream().filter(site -> askItself && site.id().equals(wanted));
        Stream<Partners.Site> others =
                sites.stream().filter(site -> !site.id().equals(wanted) && tellers.contains(site.id()));
        return Stream.concat(itself, others).limit(ASKED_ASIDE).toList();
    }

    private Stream<Bytes> told(Heard heard, SiteId wanted) {
        Page page = heard.page();
        return page == null
                ? Stream.empty()
                : Stream.concat(
                                Stream.of(page.descriptor()),
                                page.sites().stream().limit(Page.SITES))
                        .flatMap(signed -> reader.check(signed).stream())
                        .filter(checked -> checked.descriptor().siteId().equals(wanted))
                        .map(Reader.Checked::signed);
    }
}
