package dev.kontor.identity.signing;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.identity.site.OurSite;
import dev.kontor.kit.problem.ProblemException;
import dev.kontor.kit.problem.ProblemType;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.crypto.Sealed;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jspecify.annotations.Nullable;

/// Opens for transfer-service what others have sealed to this site.
@Path("/internal/hpke/open")
@RolesAllowed("transfer-service")
@NonBlocking
public class HpkeResource {
    private final OurSite site;
    private final MeterRegistry meters;

    HpkeResource(OurSite site, MeterRegistry meters) {
        this.site = site;
        this.meters = meters;
    }

    /// Something sealed to this site.
    ///
    /// @param keyId which of our keys it was sealed to
    @RegisterForReflection
    record OpenRequest(
            @JsonProperty(value = "keyId", required = true) Bytes keyId,
            @JsonProperty(value = "enc", required = true) Bytes enc,

            @JsonProperty(value = "ciphertext", required = true)
            Bytes ciphertext,

            @JsonProperty(value = "info", required = true) Bytes sealedFor,
            @JsonProperty(value = "aad", required = true) Bytes aad) {}

    @RegisterForReflection
    record Opened(@JsonProperty("plaintext") Bytes plaintext) {}

    @POST
    public Opened open(@Nullable OpenRequest body) {
        OpenRequest request = ProblemException.requireBody(body);
        try {
            Bytes plaintext = site.open(
                            request.keyId(),
                            request.sealedFor(),
                            request.aad(),
                            new Sealed(request.enc(), request.ciphertext()))
                    .orElseThrow(() -> refused(
                            ProblemType.NOT_FOUND,
                            "No HPKE key " + request.keyId().base64Url() + " is kept here."));
            return new Opened(plaintext);
        } catch (MalformedException unopened) {
            throw refused(ProblemType.INVALID_INPUT, "Not opened: " + unopened.reason() + ".");
        }
    }

    private ProblemException refused(ProblemType type, String detail) {
        meters.counter("kontor.hpke.refused", "reason", type.slug()).increment();
        return type.because(detail);
    }
}
