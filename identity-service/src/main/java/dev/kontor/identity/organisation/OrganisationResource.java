package dev.kontor.identity.organisation;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.identity.audit.Act;
import dev.kontor.identity.site.Change;
import dev.kontor.kit.problem.ProblemException;
import dev.kontor.wire.address.SiteName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.descriptor.OrganisationNotice;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.VerifyKey;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Our organisation, for admins. Every change answers with the organisation as it is then. No secret comes or goes
/// here:
/// recovery words stay with the command that reads them.
@Path("/api/v1/organisation")
@RolesAllowed("gateway-service")
public class OrganisationResource {
    private static final String ACTOR = "Kontor-Actor";

    private final Organisation organisation;

    OrganisationResource(Organisation organisation) {
        this.organisation = organisation;
    }

    /// A change that the key store signs by itself.
    ///
    /// @param kind `add-site`, `remove-site`, `replace-site`, `set-domain` or `deactivate`
    /// @param siteId which site; to replace, this one when it is not said
    /// @param siteKey the key of the site that is added, or takes the other one's place
    /// @param domain the organisation's DNS domain; none when it is not said
    @RegisterForReflection
    record Wish(
            @JsonProperty(value = "kind", required = true) String kind,
            @JsonProperty("siteId") @Nullable String siteId,
            @JsonProperty("siteKey") @Nullable Bytes siteKey,
            @JsonProperty("domain") @Nullable String domain) {}

    /// The keys on paper that the next rotation may bring in.
    ///
    /// @param commitments SHA-256 of their public keys
    /// @param needed how many of them a rotation takes
    @RegisterForReflection
    record Kit(
            @JsonProperty(value = "commitments", required = true)
            List<Bytes> commitments,

            @JsonProperty(value = "needed", required = true) int needed) {}

    /// A log that was signed elsewhere.
    ///
    /// @param endorsement a root key's statement about this site or its successor, where it needs a new one
    @RegisterForReflection
    record SignedLog(
            @JsonProperty(value = "log", required = true) Bytes log,
            @JsonProperty("endorsement") @Nullable Bytes endorsement) {}

    @GET
    @NonBlocking
    public OrganisationStatus status() {
        return organisation.status();
    }

    @POST
    @Path("/changes")
    public Uni<OrganisationStatus> change(@HeaderParam(ACTOR) @Nullable String actor, @Nullable Wish body) {
        Wish wish = ProblemException.requireBody(body);
        Change change = switch (wish.kind()) {
            case "add-site" -> new Change.AddSite(siteKey(wish.siteKey()));
            case "remove-site" -> new Change.RemoveSite(site(wish.siteId()));
            case "replace-site" ->
                wish.siteId() == null
                        ? new Change.ReplaceUs()
                        : new Change.ReplaceSite(site(wish.siteId()), siteKey(wish.siteKey()));
            case "set-domain" -> new Change.SetDomain(domain(wish.domain()));
            case "deactivate" -> new Change.Deactivate();
            default ->
                throw ProblemException.invalid(
                        "kind", "must be add-site, remove-site, replace-site, set-domain or deactivate");
        };
        return organisation.change(act(actor, wish.kind(), subject(wish)), change);
    }

    @POST
    @Path("/kit")
    public Uni<OrganisationStatus> kit(@HeaderParam(ACTOR) @Nullable String actor, @Nullable Kit body) {
        Kit kit = ProblemException.requireBody(body);
        if (kit.commitments().stream().anyMatch(digest -> digest.size() != Sha256.SIZE)
                || kit.commitments().stream().distinct().count()
                        != kit.commitments().size()
                || kit.commitments().isEmpty()
                || kit.commitments().size() > 16) {
            throw ProblemException.invalid("commitments", "must be 1 to 16 different digests of 32 bytes");
        }
        if (kit.needed() < 1 || kit.needed() > kit.commitments().size()) {
            throw ProblemException.invalid("needed", "must be from 1 to the number of commitments");
        }
        String subject = kit.needed() + " of " + kit.commitments().size() + " keys";
        return organisation.change(act(actor, "kit", subject), new Change.Commit(kit.commitments(), kit.needed()));
    }

    @POST
    @Path("/successor")
    public Uni<OrganisationStatus> successor(@HeaderParam(ACTOR) @Nullable String actor) {
        return organisation.change(act(actor, "successor", "this site"), new Change.Prepare());
    }

    @PUT
    @Path("/log")
    public Uni<OrganisationStatus> takeOver(@HeaderParam(ACTOR) @Nullable String actor, @Nullable SignedLog body) {
        SignedLog signed = ProblemException.requireBody(body);
        if (signed.log().size() > OrganisationNotice.MAX_LOG) {
            throw ProblemException.invalid("log", "has at most " + OrganisationNotice.MAX_LOG + " bytes");
        }
        OrgLog log = read("log", () -> OrgLog.decode(signed.log()));
        Bytes said = signed.endorsement();
        SignedRecord endorsement = said == null ? null : read("endorsement", () -> SignedRecord.parse(said));
        return organisation.change(
                act(actor, "log", "entry " + (log.records().size() - 1)), new Change.TakeOver(log, endorsement));
    }

    private static Act act(@Nullable String actor, String verb, String subject) {
        if (actor == null || actor.isBlank()) {
            throw ProblemException.invalid(ACTOR, "the header must name who does this");
        }
        return new Act(actor, "organisation." + verb, subject);
    }

    private static String subject(Wish wish) {
        String domain = wish.domain() == null ? "organisation" : wish.domain();
        return wish.siteId() == null ? domain : wish.siteId();
    }

    private static SiteId site(@Nullable String text) {
        return read("siteId", () -> SiteId.parse(text == null ? "" : text));
    }

    private static VerifyKey siteKey(@Nullable Bytes raw) {
        if (raw == null || raw.size() != VerifyKey.SIZE) {
            throw ProblemException.invalid("siteKey", "must be a key of 32 bytes");
        }
        return new VerifyKey(raw);
    }

    private static @Nullable SiteName domain(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return new SiteName(text.strip());
        } catch (IllegalArgumentException unfit) {
            throw ProblemException.invalid("domain", "must be a DNS name, such as acme.example");
        }
    }

    private static <T> T read(String field, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (MalformedException malformed) {
            throw ProblemException.invalid(field, malformed.reason());
        }
    }
}
