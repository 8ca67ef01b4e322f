package dev.kontor.identity.partner;

import dev.kontor.identity.rate.RateLimit;
import dev.kontor.kit.problem.ProblemException;
import dev.kontor.kit.problem.ProblemType;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.id.SiteId;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// The messages that the gateway takes in from other sites, by its door for strangers or by that for partners: of
/// the handshake, and notices of grants. By which door one came makes no difference here, where each is checked.
/// Whatever became of a message, its sender hears 202; only one that is no message at all (400) or comes when there
/// is no room (429, to be sent again) is told so.
@Path("/internal/{door: pairing|partner}/messages")
@RolesAllowed("gateway-service")
public class PairingResource {
    // Our choice.
    private static final int BURST = 100;
    private static final Duration INTERVAL = Duration.ofMillis(50);
    private static final int MAX_BODY_BYTES = 80 * 1024;

    private final Intake intake;
    private final MeterRegistry meters;
    private final Clock clock;
    private final RateLimit rate = new RateLimit(BURST, INTERVAL);

    PairingResource(Intake intake, MeterRegistry meters, Clock clock) {
        this.intake = intake;
        this.meters = meters;
        this.clock = clock;
    }

    /// Takes a message in.
    ///
    /// @param site the siteId that the connection's certificate proved
    /// @param authority SHA-256 of the key of the authority behind it, in hex or base64url
    @POST
    @Consumes({"application/cose", "application/octet-stream"})
    public Uni<RestResponse<Void>> receive(
            @HeaderParam("Kontor-Peer-Site") @Nullable String site,
            @HeaderParam("Kontor-Peer-Ca") @Nullable String authority,
            byte[] body) {
        if (!rate.allows(clock.instant())) {
            throw refused("rate", ProblemType.TOO_MANY_REQUESTS, "Try again later.");
        }
        if (body.length > MAX_BODY_BYTES) {
            throw refused("too-large", ProblemType.TOO_LARGE, "A message has at most " + MAX_BODY_BYTES + " bytes.");
        }
        return intake.receive(Bytes.of(body), caller(site, authority)).map(this::answer);
    }

    private RestResponse<Void> answer(Intake.Outcome outcome) {
        count(outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        return switch (outcome) {
            case MALFORMED -> throw ProblemType.MALFORMED_REQUEST.because("Neither a pairing message nor a notice.");
            case FULL -> throw ProblemType.TOO_MANY_REQUESTS.because("Try again later.");
            case TAKEN, MISFIT, NOT_FOR_US, UNKNOWN_PAIRING -> RestResponse.accepted();
            case NO_PARTNER, DOUBTFUL_INTRODUCTION, BAD_SIGNATURE, OTHER_CONNECTION -> RestResponse.accepted();
        };
    }

    private static Intake.Caller caller(@Nullable String site, @Nullable String authority) {
        if (site == null || authority == null) {
            throw ProblemException.invalid("Kontor-Peer-Site", "this header and Kontor-Peer-Ca must name the peer");
        }
        try {
            boolean hex = authority.length() == Sha256.SIZE * 2;
            return new Intake.Caller(
                    SiteId.parse(site), hex ? Bytes.fromHex(authority) : Bytes.fromBase64Url(authority));
        } catch (MalformedException malformed) {
            throw ProblemException.invalid("Kontor-Peer-Site", malformed.reason());
        }
    }

    private ProblemException refused(String reason, ProblemType type, String detail) {
        count(reason);
        return type.because(detail);
    }

    private void count(String outcome) {
        meters.counter("kontor.pairing.messages", "outcome", outcome).increment();
    }
}
