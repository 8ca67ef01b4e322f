package dev.kontor.discovery.announce;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.discovery.dht.Dht;
import dev.kontor.discovery.lookup.Goal;
import dev.kontor.discovery.node.Effect;
import dev.kontor.discovery.store.RecordKey;
import dev.kontor.kit.problem.ProblemException;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.descriptor.Provider;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.sign.SignedRecord;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who has what goes by a storage key, for transfer-service.
@Path("/internal/providers")
@RolesAllowed("transfer-service")
@Produces(MediaType.APPLICATION_JSON)
class ProvidersResource {
    // Our choice.
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final int MOST = 1_000;

    private final Holdings holdings;
    private final Dht dht;

    ProvidersResource(Holdings holdings, Dht dht) {
        this.holdings = holdings;
        this.dht = dht;
    }

    @RegisterForReflection
    record Named(
            @JsonProperty(value = "storageKeys", required = true)
            List<Bytes> storageKeys) {}

    /// Sites that say that they have it; ask them, and verify what they give.
    @RegisterForReflection
    record Providers(List<SiteId> sites) {}

    /// Says what this site has, in place of what was said before.
    @PUT
    public void name(@Nullable Named body) {
        List<Bytes> keys = ProblemException.requireBody(body).storageKeys();
        if (keys.size() > MOST || !keys.stream().allMatch(key -> key.size() == Sha256.SIZE)) {
            throw ProblemException.invalid("storageKeys", "at most " + MOST + ", of 32 bytes each");
        }
        holdings.name(Set.copyOf(keys));
    }

    /// Who says to have it.
    ///
    /// @param storageKey base64url
    @GET
    @Path("/{storageKey}")
    public Uni<Providers> providers(@PathParam("storageKey") String storageKey) {
        return dht.lookUp(RecordKey.ofProvider(parse(storageKey)), Goal.ALL_PUBLISHERS, DEADLINE)
                .map(Effect.LookedUp::report)
                .map(report -> new Providers(report.records().stream()
                        .map(record -> Provider.decode(
                                        SignedRecord.parse(record.signed()).payload())
                                .siteId())
                        .toList()));
    }

    private static Bytes parse(String text) {
        try {
            return Bytes.fromBase64Url(text);
        } catch (MalformedException malformed) {
            throw ProblemException.invalid("storageKey", malformed.reason());
        }
    }
}
