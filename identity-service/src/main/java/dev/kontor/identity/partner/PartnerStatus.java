package dev.kontor.identity.partner;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.identity.grant.ReceivedGrant;
import dev.kontor.identity.pairing.Command;
import dev.kontor.identity.pairing.Pairing;
import dev.kontor.identity.pairing.Side;
import dev.kontor.wire.descriptor.Descriptor;
import dev.kontor.wire.descriptor.Endpoint;
import dev.kontor.wire.event.GrantView;
import dev.kontor.wire.event.PartnerState;
import dev.kontor.wire.sign.SignedRecord;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A pairing as an admin sees it.
///
/// @param role `INVITER` or `INVITED`: our part
/// @param suggestedName what the other side would like to be called
/// @param words the six words to compare, empty while there are none
/// @param allowed what may be done next from our side: `accept`, `approve`, `reject`, `withdraw`, `revoke`
/// @param granted what it has granted to us, as it told us; in the list only
/// @param suspended why nothing goes on with this partner until an admin has decided
/// @param endedBy who ended it, `US` or `THEM`
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record PartnerStatus(
        @JsonProperty("id") String id,
        @JsonProperty("petname") @Nullable String petname,
        @JsonProperty("suggestedName") String suggestedName,
        @JsonProperty("state") PartnerState state,
        @JsonProperty("role") String role,
        @JsonProperty("orgId") String orgId,
        @JsonProperty("siteId") String siteId,
        @JsonProperty("words") List<String> words,
        @JsonProperty("allowed") List<String> allowed,
        @JsonProperty("deadline") @Nullable Instant deadline,
        @JsonProperty("endedBy") @Nullable String endedBy,
        @JsonProperty("reason") @Nullable String reason,
        @JsonProperty("endpoints") List<Place> endpoints,
        @JsonProperty("createdAt") Instant createdAt,
        @JsonProperty("since") Instant since,
        @JsonProperty("granted") @Nullable List<GrantView> granted,
        @JsonProperty("suspended") @Nullable String suspended) {

    @RegisterForReflection
    record Place(
            @JsonProperty("host") String host,
            @JsonProperty("port") int port) {}

    static PartnerStatus from(StoredPairing row) {
        Pairing pairing = row.pairing();
        return new PartnerStatus(
                row.id,
                row.petname,
                row.suggestedName,
                PartnerStates.of(row),
                row.role.name(),
                row.orgId,
                row.siteId,
                pairing.words(),
                allowed(row, pairing),
                row.deadline,
                side(row.endedBy),
                row.endedReason,
                places(row),
                row.createdAt,
                row.changedAt,
                null,
                row.suspended() ? row.suspendedReason : null);
    }

    private static List<String> allowed(StoredPairing row, Pairing pairing) {
        Stream<String> commands = pairing.state().allowed().stream().map(Command::toString);
        return (row.suspended() ? Stream.concat(Stream.of("resume"), commands) : commands).toList();
    }

    /// The same with what an active partner has granted to us.
    PartnerStatus granting(List<ReceivedGrant> received) {
        if (state != PartnerState.ACTIVE) {
            return this;
        }
        List<GrantView> views = received.stream()
                .filter(grant -> grant.organisation().equals(orgId))
                .map(ReceivedGrant::view)
                .toList();
        return new PartnerStatus(
                id,
                petname,
                suggestedName,
                state,
                role,
                orgId,
                siteId,
                words,
                allowed,
                deadline,
                endedBy,
                reason,
                endpoints,
                createdAt,
                since,
                views,
                suspended);
    }

    private static @Nullable String side(@Nullable Side side) {
        return side == null ? null : side.name();
    }

    private static List<Place> places(StoredPairing row) {
        return Descriptor.decode(SignedRecord.parse(row.descriptor).payload()).endpoints().stream()
                .map((Endpoint endpoint) -> new Place(endpoint.host(), endpoint.port()))
                .toList();
    }
}
