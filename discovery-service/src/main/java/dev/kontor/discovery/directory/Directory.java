package dev.kontor.discovery.directory;

import dev.kontor.discovery.dht.Dht;
import dev.kontor.discovery.lookup.Goal;
import dev.kontor.discovery.lookup.Report;
import dev.kontor.discovery.node.Effect;
import dev.kontor.discovery.store.RecordKey;
import dev.kontor.kit.problem.ProblemException;
import dev.kontor.kit.problem.ProblemType;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.descriptor.Descriptor;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.sign.SignedRecord;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Finds sites: in what is known here while that is young, else in the DHT, else in what is known here while it is in
/// force. Everything that the DHT answers with was checked by the node before it comes here.
@ApplicationScoped
class Directory {
    // Our choice.
    private static final Duration DEADLINE = Duration.ofMillis(2_500);
    private static final Duration YOUNG = Duration.ofMinutes(10);
    private static final int AT_ONCE = 32;

    private final Dht dht;
    private final KnownSites known;
    private final Neighbours neighbours;
    private final Clock clock = Clock.systemUTC();

    Directory(Dht dht, KnownSites known, Neighbours neighbours) {
        this.dht = dht;
        this.known = known;
        this.neighbours = neighbours;
    }

    /// The newest descriptor of a site; a problem when there is none.
    ///
    /// @param fresh ask the network even when a young descriptor is known
    Uni<Located> site(SiteId site, boolean fresh) {
        Instant now = clock.instant();
        return known.find(site)
                .call(cached -> cached.isPresent()
                        ? known.onAsked(site, now)
                        : Uni.createFrom().voidItem())
                .chain(cached ->
                        !fresh && isYoung(cached, now) ? Uni.createFrom().item(cached) : search(site, fresh, cached))
                .map(found -> found.orElseThrow())
                .map(row -> new Located(row.signed(), row.learnedAt));
    }

    private static boolean isYoung(Optional<KnownSite> cached, Instant now) {
        return cached.filter(row -> row.isInForce(now) && row.learnedAt.isAfter(now.minus(YOUNG)))
                .isPresent();
    }

    /// Asks the site itself, partners and the network at once: each of them may lie, be silent, or be all that is left.
    private Uni<Optional<KnownSite>> search(SiteId site, boolean fresh, Optional<KnownSite> cached) {
        Uni<Report> network =
                dht.lookUp(RecordKey.ofSite(site), Goal.ONE_PUBLISHER, DEADLINE).map(Effect.LookedUp::report);
        return Uni.combine()
                .all()
                .unis(neighbours.whereIs(site, !fresh), network)
                .asTuple()
                .call(found -> inTurn(found.getItem1(), this::learn))
                .call(found -> learnAll(found.getItem2()))
                .chain(found ->
                        found.getItem1().isEmpty() && found.getItem2().records().isEmpty() && !isInForce(cached)
                                ? Uni.createFrom()
                                        .failure(nothing("descriptor of site " + site, Effort.of(found.getItem2())))
                                : known.find(site));
    }

    private Uni<Void> learn(Bytes signed) {
        return known.learn(decode(signed), signed, clock.instant()).replaceWithVoid();
    }

    private boolean isInForce(Optional<KnownSite> cached) {
        return cached.filter(row -> row.isInForce(clock.instant())).isPresent();
    }

    /// Asks the network for these sites again, for their own sake.
    Uni<Void> refresh(List<SiteId> sites) {
        return searchAll(sites, DEADLINE)
                .chain(reports -> inTurn(reports, this::learnAll))
                .chain(() -> inTurn(sites, site -> known.onChecked(site, clock.instant())));
    }

    /// The newest descriptors of an organisation's sites; a problem when there are none.
    Uni<Map<SiteId, Bytes>> organisation(OrgId organisation) {
        return dht.lookUp(RecordKey.ofOrganisation(organisation), Goal.ALL_PUBLISHERS, DEADLINE)
                .map(Effect.LookedUp::report)
                .call(this::learnAll)
                .chain(report -> known.ofOrganisation(organisation, clock.instant())
                        .map(rows -> present(organisation, rows, Effort.of(report))));
    }

    private static Map<SiteId, Bytes> present(OrgId organisation, List<KnownSite> rows, Effort effort) {
        if (rows.isEmpty()) {
            throw nothing("site of organisation " + organisation, effort);
        }
        Map<SiteId, Bytes> records = new LinkedHashMap<>();
        rows.forEach(row -> records.put(row.id(), row.signed()));
        return records;
    }

    /// The descriptors of these sites as far as they can be found within the time. The network is asked for all at
    /// once, the database for one thing after another, because all steps share a session.
    Uni<Map<SiteId, Bytes>> descriptors(List<SiteId> sites, Duration deadline) {
        return known.findAll(sites)
                .map(rows -> missing(sites, rows))
                .chain(missing -> searchAll(missing, deadline))
                .call(reports -> inTurn(reports, this::learnAll))
                .chain(() -> known.findAll(sites))
                .map(this::inForce);
    }

    private List<SiteId> missing(List<SiteId> sites, List<KnownSite> rows) {
        Set<SiteId> young = rows.stream()
                .filter(row -> isYoung(Optional.of(row), clock.instant()))
                .map(KnownSite::id)
                .collect(Collectors.toSet());
        return sites.stream().filter(site -> !young.contains(site)).toList();
    }

    private Uni<List<Report>> searchAll(List<SiteId> sites, Duration deadline) {
        return Multi.createFrom()
                .iterable(sites)
                .onItem()
                .transformToUni(site -> dht.lookUp(RecordKey.ofSite(site), Goal.ONE_PUBLISHER, deadline))
                .merge(AT_ONCE)
                .map(Effect.LookedUp::report)
                .collect()
                .asList();
    }

    private Map<SiteId, Bytes> inForce(List<KnownSite> rows) {
        Instant now = clock.instant();
        return rows.stream()
                .filter(row -> row.isInForce(now))
                .collect(Collectors.toMap(KnownSite::id, KnownSite::signed));
    }

    private static <T> Uni<Void> inTurn(List<T> items, Function<? super T, Uni<? extends Void>> step) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(step)
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Void> learnAll(Report report) {
        return inTurn(report.records(), record -> learn(record.signed()));
    }

    static Descriptor decode(Bytes signed) {
        return Descriptor.decode(SignedRecord.parse(signed).payload());
    }

    /// Nothing found: an answer when others were asked, and a want of others when nobody could be.
    static ProblemException nothing(String what, Effort effort) {
        Map<String, Object> extras = Map.of("asked", effort.asked(), "answered", effort.answered());
        return effort.answered() == 0
                ? ProblemType.UNAVAILABLE.because(
                        "No " + what + " is known here, and the DHT could not be asked: " + effort + ".", extras)
                : ProblemType.NOT_FOUND.because("No " + what + " was found: " + effort + ".", extras);
    }
}
