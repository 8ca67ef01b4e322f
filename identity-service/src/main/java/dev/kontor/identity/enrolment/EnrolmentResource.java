package dev.kontor.identity.enrolment;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kontor.identity.ca.Enrolment;
import dev.kontor.identity.rate.RateLimit;
import dev.kontor.identity.settings.Settings;
import dev.kontor.identity.site.OurSite;
import dev.kontor.kit.enrol.EnrolmentMessage;
import dev.kontor.kit.problem.ProblemException;
import dev.kontor.kit.problem.ProblemType;
import dev.kontor.wire.bytes.Bytes;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Gives a service of this site its certificate. Who can read the site's enrolment secret is of this site; an
/// overheard request that is sent again yields a certificate for the same key, which is of use to that key's owner
/// only.
@Path("/enrolment")
@PermitAll
public class EnrolmentResource {
    private static final Logger LOG = Logger.getLogger(EnrolmentResource.class);

    // Our choice: five services, restarted now and then.
    private static final int BURST = 60;
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int MAX_BODY_BYTES = 16 * 1024;

    private final OurSite site;
    private final Settings settings;
    private final ObjectMapper json;
    private final MeterRegistry meters;
    private final Clock clock;
    private final RateLimit rate = new RateLimit(BURST, INTERVAL);

    EnrolmentResource(OurSite site, Settings settings, ObjectMapper json, MeterRegistry meters, Clock clock) {
        this.site = site;
        this.settings = settings;
        this.json = json;
        this.meters = meters;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    public EnrolmentMessage.Answer enrol(
            @HeaderParam(EnrolmentMessage.HEADER) @Nullable String authentication, byte[] body) throws IOException {
        if (!rate.allows(clock.instant())) {
            throw refused("rate", ProblemType.TOO_MANY_REQUESTS, "Too many enrolments; try again in a second.");
        }
        if (body.length > MAX_BODY_BYTES) {
            throw refused("size", ProblemType.TOO_LARGE, "An enrolment has at most " + MAX_BODY_BYTES + " bytes.");
        }
        if (!authentic(authentication, body)) {
            throw refused(
                    "secret", ProblemType.NOT_SIGNED_IN, "The request was not made with this site's enrolment secret.");
        }
        EnrolmentMessage.Request request = json.readValue(body, EnrolmentMessage.Request.class);
        return switch (new Enrolment(site.authority(), site.enrolmentPolicy())
                .issue(request.service(), request.csr(), request.names(), clock.instant())) {
            case Enrolment.Outcome.Issued(String chain) -> {
                LOG.infof("certificate issued service=%s", request.service());
                yield new EnrolmentMessage.Answer(chain);
            }
            case Enrolment.Outcome.Refused(String reason) ->
                throw refused("request", ProblemType.INVALID_INPUT, "No certificate: " + reason + ".");
        };
    }

    private boolean authentic(@Nullable String authentication, byte[] body) throws IOException {
        if (authentication == null) {
            return false;
        }
        Bytes secret = Bytes.utf8(Files.readString(settings.enrolmentSecret()).strip());
        String expected = EnrolmentMessage.authenticate(secret, body);
        return !secret.empty()
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.US_ASCII), authentication.getBytes(StandardCharsets.UTF_8));
    }

    private ProblemException refused(String reason, ProblemType type, String detail) {
        meters.counter("kontor.enrolment.refused", "reason", reason).increment();
        LOG.warnf("enrolment refused reason=%s", reason);
        return type.because(detail);
    }
}
