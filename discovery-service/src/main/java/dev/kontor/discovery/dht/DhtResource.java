package dev.kontor.discovery.dht;

import dev.kontor.discovery.node.Membership;
import dev.kontor.discovery.node.NodeView;
import dev.kontor.discovery.node.Standing;
import dev.kontor.discovery.routing.BucketView;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.discovery.store.KeptRecord;
import dev.kontor.wire.id.NodeId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The node as its administrator sees it.
@Path("/api/v1/dht")
@RolesAllowed("gateway-service")
@Produces(MediaType.APPLICATION_JSON)
class DhtResource {
    private final Dht dht;

    DhtResource(Dht dht) {
        this.dht = dht;
    }

    /// The node in whole.
    ///
    /// @param membership `alone`, `seeking`, `settling` or `member`
    /// @param observed the address under which others see this node
    /// @param records how many records of others this node keeps; `nearest` has the first 100 of them
    @RegisterForReflection
    record DhtView(
            NodeId nodeId,
            String membership,
            int port,
            @Nullable String observed,
            int contacts,
            List<BucketRow> buckets,
            int records,
            List<RecordRow> nearest,
            List<PublicationRow> publications,
            int lookups) {}

    /// A bucket of the routing table.
    ///
    /// @param prefix how many leading bits the contacts share with this node
    @RegisterForReflection
    record BucketRow(int prefix, List<ContactRow> contacts) {}

    @RegisterForReflection
    record ContactRow(NodeId nodeId, String address, Instant heardAt, long roundTripMillis, int silences) {}

    @RegisterForReflection
    record RecordRow(String key, String publisher, long sequence, Instant expiresAt, int bytes) {}

    /// A record of ours.
    ///
    /// @param copies how many nodes kept the record when it was last offered
    @RegisterForReflection
    record PublicationRow(String key, int copies, Instant dueAt) {}

    @GET
    public Uni<DhtView> view() {
        return dht.view().map(this::from);
    }

    private DhtView from(NodeView view) {
        NodeAddress observed = view.observed();
        return new DhtView(
                view.id(),
                word(view.membership()),
                dht.port(),
                observed == null ? null : observed.toString(),
                view.buckets().stream()
                        .mapToInt(bucket -> bucket.contacts().size())
                        .sum(),
                view.buckets().stream().map(DhtResource::from).toList(),
                view.records(),
                view.nearestRecords().stream().map(DhtResource::from).toList(),
                view.publications().stream().map(DhtResource::from).toList(),
                view.lookups());
    }

    private static String word(Membership membership) {
        return switch (membership) {
            case Membership.Alone _ -> "alone";
            case Membership.Seeking _ -> "seeking";
            case Membership.Settling _ -> "settling";
            case Membership.Member _ -> "member";
        };
    }

    private static BucketRow from(BucketView bucket) {
        return new BucketRow(
                bucket.prefix(),
                bucket.contacts().stream().map(DhtResource::from).toList());
    }

    private static ContactRow from(BucketView.Row row) {
        return new ContactRow(
                row.contact().id(),
                row.contact().address().toString(),
                row.heardAt(),
                row.roundTrip().mean().toMillis(),
                row.silences());
    }

    private static RecordRow from(KeptRecord record) {
        return new RecordRow(
                record.key().toString(),
                record.publisher().base32(),
                record.sequence(),
                record.expiresAt(),
                record.signed().size());
    }

    private static PublicationRow from(Standing standing) {
        return new PublicationRow(standing.publication().key().toString(), standing.copies(), standing.dueAt());
    }
}
