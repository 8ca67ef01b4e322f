package dev.kontor.identity.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.log.Checkpoint;
import dev.kontor.wire.sign.SignedRecord;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// The head of the site's log, and those of partners' logs that we hold.
@Path("/")
public class LogResource {
    private final SiteLog log;
    private final PartnerLogs partners;
    private final Mutiny.SessionFactory sessions;

    LogResource(SiteLog log, PartnerLogs partners, Mutiny.SessionFactory sessions) {
        this.log = log;
        this.partners = partners;
        this.sessions = sessions;
    }

    /// A signed head for a receipt.
    @RegisterForReflection
    record Newest(@JsonProperty("record") Bytes record) {}

    /// A log's head.
    ///
    /// @param checkpoint the signed head
    /// @param seenAt when we got it, for a partner's
    /// @param fault what shows that the partner rewrote its log; then `contrary` is the other signed head
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Head(
            @JsonProperty("siteId") SiteId siteId,
            @JsonProperty("size") long size,
            @JsonProperty("root") Bytes root,
            @JsonProperty("at") Instant at,
            @JsonProperty("checkpoint") Bytes checkpoint,
            @JsonProperty("seenAt") @Nullable Instant seenAt,
            @JsonProperty("fault") @Nullable String fault,
            @JsonProperty("contrary") @Nullable Bytes contrary) {
        static Head ours(SignedRecord record) {
            Checkpoint head = Checkpoint.decode(record.payload());
            return new Head(head.origin(), head.size(), head.root(), head.at(), record.encoded(), null, null, null);
        }

        static Head theirs(PartnerLog row) {
            Checkpoint head = row.head();
            return new Head(
                    head.origin(),
                    head.size(),
                    head.root(),
                    head.at(),
                    row.record,
                    row.seenAt,
                    row.fault,
                    row.contrary);
        }
    }

    /// Our log's head and partners'.
    @RegisterForReflection
    record Heads(
            @JsonProperty("ours") Head ours,
            @JsonProperty("partners") List<Head> partners) {}

    @GET
    @Path("internal/log/checkpoint")
    @RolesAllowed("transfer-service")
    public Uni<Newest> checkpoint() {
        return log.checkpoint().map(record -> new Newest(record.encoded()));
    }

    @GET
    @Path("api/v1/log")
    @RolesAllowed("gateway-service")
    public Uni<Heads> heads() {
        return sessions.withSession(partners::all)
                .chain(rows -> log.checkpoint()
                        .map(ours -> new Heads(
                                Head.ours(ours), rows.stream().map(Head::theirs).toList())));
    }
}
