package dev.kontor.identity.partner;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.identity.pairing.Command;
import dev.kontor.kit.problem.ProblemException;
import dev.kontor.wire.bytes.Bytes;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// Partners, for admins. `{key}` is a pairing's id, or the partner's petname, organisation or site.
@Path("/api/v1/partners")
@RolesAllowed("gateway-service")
public class PartnerResource {
    private static final String ACTOR = "Kontor-Actor";

    private final Partners partners;
    private final Suspensions suspensions;

    PartnerResource(Partners partners, Suspensions suspensions) {
        this.partners = partners;
        this.suspensions = suspensions;
    }

    /// Whom to invite.
    ///
    /// @param descriptor the other site's signed descriptor, as discovery found it
    /// @param petname our own name for it
    @RegisterForReflection
    record Invitation(
            @JsonProperty(value = "descriptor", required = true)
            Bytes descriptor,

            @JsonProperty("petname") @Nullable String petname) {}

    @RegisterForReflection
    record Naming(@JsonProperty("petname") @Nullable String petname) {}

    @RegisterForReflection
    record Ending(@JsonProperty("reason") @Nullable String reason) {}

    /// Which of two histories is believed.
    ///
    /// @param log `held`, the one that we held first, or `other`
    @RegisterForReflection
    record Choice(@JsonProperty("log") @Nullable String log) {}

    @GET
    public Uni<List<PartnerStatus>> list() {
        return partners.list();
    }

    @POST
    @ResponseStatus(201)
    public Uni<PartnerStatus> invite(@HeaderParam(ACTOR) @Nullable String actor, @Nullable Invitation invitation) {
        Invitation wish = ProblemException.requireBody(invitation);
        return partners.invite(required(actor), wish.descriptor(), Optional.ofNullable(wish.petname()));
    }

    @POST
    @Path("/{key}/accept")
    public Uni<PartnerStatus> accept(
            @HeaderParam(ACTOR) @Nullable String actor, @PathParam("key") String key, @Nullable Naming naming) {
        return partners.accept(required(actor), key, petname(naming));
    }

    @POST
    @Path("/{key}/approve")
    public Uni<PartnerStatus> approve(
            @HeaderParam(ACTOR) @Nullable String actor, @PathParam("key") String key, @Nullable Naming naming) {
        return partners.approve(required(actor), key, petname(naming));
    }

    @POST
    @Path("/{key}/reject")
    public Uni<PartnerStatus> reject(
            @HeaderParam(ACTOR) @Nullable String actor, @PathParam("key") String key, @Nullable Ending ending) {
        return partners.end(required(actor), key, Command.REJECT, reason(ending));
    }

    @POST
    @Path("/{key}/withdraw")
    public Uni<PartnerStatus> withdraw(
            @HeaderParam(ACTOR) @Nullable String actor, @PathParam("key") String key, @Nullable Ending ending) {
        return partners.end(required(actor), key, Command.WITHDRAW, reason(ending));
    }

    @POST
    @Path("/{key}/revoke")
    public Uni<PartnerStatus> revoke(
            @HeaderParam(ACTOR) @Nullable String actor, @PathParam("key") String key, @Nullable Ending ending) {
        return partners.end(required(actor), key, Command.REVOKE, reason(ending));
    }

    /// Goes on with a partner that was suspended because two histories of its organisation are signed.
    ///
    /// @param choice which of them is the organisation's
    @POST
    @Path("/{key}/resume")
    public Uni<PartnerStatus> resume(
            @HeaderParam(ACTOR) @Nullable String actor, @PathParam("key") String key, @Nullable Choice choice) {
        String log = choice == null || choice.log() == null ? "held" : choice.log();
        if (!log.equals("held") && !log.equals("other")) {
            throw ProblemException.invalid("log", "must be held or other");
        }
        return suspensions.resume(required(actor), key, log.equals("other"));
    }

    /// The partner's organisation log as we hold it, and the one that contradicts it, if there is one.
    @GET
    @Path("/{key}/log")
    public Uni<PartnerLogView> log(@PathParam("key") String key) {
        return suspensions.log(key);
    }

    private static Optional<String> petname(@Nullable Naming naming) {
        return Optional.ofNullable(naming).map(Naming::petname).filter(name -> !name.isBlank());
    }

    private static String reason(@Nullable Ending ending) {
        return ending == null || ending.reason() == null ? "" : ending.reason();
    }

    private static String required(@Nullable String actor) {
        if (actor == null || actor.isBlank()) {
            throw ProblemException.invalid(ACTOR, "the header must name who does this");
        }
        return actor;
    }
}
