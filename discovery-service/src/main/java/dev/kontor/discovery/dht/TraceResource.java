package dev.kontor.discovery.dht;

import dev.kontor.discovery.lookup.Goal;
import dev.kontor.discovery.node.Effect;
import dev.kontor.discovery.node.Hop;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.store.KeptRecord;
import dev.kontor.discovery.store.RecordKey;
import dev.kontor.kit.problem.ProblemException;
import dev.kontor.wire.address.SiteName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Look-ups that an administrator watches, and whether the node sees the network that is there.
@Path("/api/v1/dht")
@RolesAllowed("gateway-service")
@Produces(MediaType.APPLICATION_JSON)
class TraceResource {
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final Dht dht;
    private final Checkup checkup;

    TraceResource(Dht dht, Checkup checkup) {
        this.dht = dht;
        this.checkup = checkup;
    }

    /// What a look-up brought, and every step of it.
    ///
    /// @param ended false when the time was over before everybody had answered
    @RegisterForReflection
    record TraceAnswer(
            String key,
            long millis,
            boolean ended,
            int asked,
            int answered,
            int hops,
            List<FoundRow> records,
            List<HopRow> trace) {}

    @RegisterForReflection
    record FoundRow(String publisher, long sequence, Instant expiresAt, int bytes) {}

    /// One node that was asked.
    ///
    /// @param path on which of the disjoint paths
    /// @param outcome `answered`, `late` or `silent`
    @RegisterForReflection
    record HopRow(
            String nodeId,
            String address,
            int path,
            int depth,
            long millis,
            String outcome,
            int contacts,
            int records) {}

    /// What the last look from outside showed.
    @RegisterForReflection
    record DoctorAnswer(Instant at, boolean eclipsed, List<VantageRow> vantages) {}

    @RegisterForReflection
    record VantageRow(String through, int seen, int known) {}

    /// Looks a name, a site, an organisation or a key up and shows each step.
    ///
    /// @param what a site's id, an organisation's id, a name, or 64 hex digits of a key
    /// @param kind `site`, `organisation`, `name` or `key`
    @GET
    @Path("/trace")
    public Uni<TraceAnswer> trace(
            @QueryParam("what") @Nullable String what, @QueryParam("kind") @Nullable String kind) {
        String wanted = what == null ? "" : what.strip();
        String sort = kind == null ? "name" : kind;
        Goal goal = sort.equals("site") ? Goal.ONE_PUBLISHER : Goal.ALL_PUBLISHERS;
        return dht.lookUp(key(wanted, sort), goal, DEADLINE).map(TraceResource::from);
    }

    private static Key key(String what, String kind) {
        try {
            return switch (kind) {
                case "site" -> RecordKey.ofSite(SiteId.parse(what));
                case "organisation" -> RecordKey.ofOrganisation(OrgId.parse(what));
                case "name" -> RecordKey.ofName(SiteName.parse(what).text());
                case "key" -> Key.of(Bytes.fromHex(what));
                default ->
                    throw ProblemException.invalid("kind", "is none of site, organisation, name and key: " + kind);
            };
        } catch (MalformedException malformed) {
            throw ProblemException.invalid("what", malformed.reason());
        } catch (IllegalArgumentException wrong) {
            throw ProblemException.invalid("what", "is no key: " + wrong.getMessage());
        }
    }

    private static TraceAnswer from(Effect.LookedUp done) {
        return new TraceAnswer(
                done.report().target().toString(),
                done.took().toMillis(),
                done.inTime(),
                done.report().asked(),
                done.report().answered(),
                done.report().hops(),
                done.report().records().stream().map(TraceResource::from).toList(),
                done.trace().stream().map(TraceResource::from).toList());
    }

    private static FoundRow from(KeptRecord record) {
        return new FoundRow(
                record.publisher().base32(),
                record.sequence(),
                record.expiresAt(),
                record.signed().size());
    }

    private static HopRow from(Hop hop) {
        return new HopRow(
                hop.contact().id().toString(),
                hop.contact().address().toString(),
                hop.path(),
                hop.depth(),
                hop.after().toMillis(),
                hop.outcome().name().toLowerCase(Locale.ROOT),
                hop.contacts(),
                hop.records());
    }

    /// Looks at our own place in the network from three random vantage points, now.
    @GET
    @Path("/doctor")
    public Uni<DoctorAnswer> doctor() {
        return checkup.examine()
                .map(result -> new DoctorAnswer(
                        result.at(),
                        result.eclipsed(),
                        result.vantages().stream()
                                .map(each -> new VantageRow(each.through(), each.seen(), each.known()))
                                .toList()));
    }
}
