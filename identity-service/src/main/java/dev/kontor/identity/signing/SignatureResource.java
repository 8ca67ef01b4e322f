package dev.kontor.identity.signing;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.identity.site.OurSite;
import dev.kontor.kit.problem.ProblemException;
import dev.kontor.kit.problem.ProblemType;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.sign.RecordType;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Signatures for transfer-service. Each takes well under a millisecond, so the event loop makes it.
@Path("/internal/signatures")
@RolesAllowed("transfer-service")
@NonBlocking
public class SignatureResource {
    private final OurSite site;
    private final MeterRegistry meters;

    SignatureResource(OurSite site, MeterRegistry meters) {
        this.site = site;
        this.meters = meters;
    }

    /// A payload to sign.
    ///
    /// @param type `manifest`, `receipt` or `countersignature`
    /// @param payload the encoded payload
    @RegisterForReflection
    record SignatureRequest(
            @JsonProperty(value = "type", required = true) String type,

            @JsonProperty(value = "payload", required = true)
            Bytes payload) {}

    @POST
    public Signed sign(@Nullable SignatureRequest body) {
        SignatureRequest request = ProblemException.requireBody(body);
        RecordType type = type(request.type());
        if (!IssuerCheck.mayAsk(type)) {
            throw refused(
                    ProblemType.NOT_ALLOWED,
                    "Records of type " + request.type() + " are not signed for transfer-service.");
        }
        Optional<String> refusal =
                new IssuerCheck(site.orgId(), site.siteId(), site.siteKey()).refusal(type, request.payload());
        if (refusal.isPresent()) {
            throw refused(ProblemType.INVALID_INPUT, "Not signed: " + refusal.get() + ".");
        }
        return new Signed(site.sign(type, request.payload()).encoded());
    }

    private static RecordType type(String text) {
        try {
            return RecordType.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException unknown) {
            throw ProblemException.invalid("type", "must be manifest, receipt or countersignature");
        }
    }

    private ProblemException refused(ProblemType type, String detail) {
        meters.counter("kontor.signatures.refused", "reason", type.slug()).increment();
        return type.because(detail);
    }
}
