package dev.kontor.discovery.book;

import dev.kontor.kit.problem.ProblemException;
import dev.kontor.kit.problem.ProblemType;
import dev.kontor.wire.event.PartnerSite;
import dev.kontor.wire.event.TrustView;
import dev.kontor.wire.id.SiteId;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/// Answers a partner's site that asks for our page; the gateway has proved which one it is.
@Path("/internal/address-books")
@RolesAllowed("gateway-service")
@Produces(MediaType.APPLICATION_JSON)
class BookResource {
    private final Partners partners;
    private final Reader reader;
    private final OwnPage own;

    BookResource(Partners partners, Reader reader, OwnPage own) {
        this.partners = partners;
        this.reader = reader;
        this.own = own;
    }

    @POST
    @Path("/{siteId}")
    public Uni<Page> exchange(@PathParam("siteId") String siteId, @Nullable Page question) {
        Page page = ProblemException.requireBody(question);
        TrustView trust = partners.trust();
        if (trust == null) {
            throw ProblemType.UNAVAILABLE.because("Who our partners are is not confirmed.");
        }
        Partners.Site asker = Partners.site(trust, SiteId.parse(siteId))
                .orElseThrow(() -> ProblemType.NOT_FOUND.because("No active partner has the site " + siteId + "."));
        PartnerSite site = asker.site();
        Reader.Checked checked = reader.own(site, page)
                .orElseThrow(() -> ProblemException.invalid("descriptor", "is not one of the site that sends it"));
        return reader.onQuestion(site, checked, page)
                .chain(() -> own.forPartner(trust, asker.partner()))
                .map(answer -> answer.orElseThrow(
                        () -> ProblemType.UNAVAILABLE.because("Our own descriptor is not signed yet.")));
    }
}
