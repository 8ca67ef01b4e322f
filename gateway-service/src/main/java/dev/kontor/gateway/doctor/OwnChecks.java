package dev.kontor.gateway.doctor;

import dev.kontor.gateway.catalogue.OwnNamespaces;
import dev.kontor.kit.enrol.CertificateFiles;
import dev.kontor.kit.trust.TrustProjection;
import dev.kontor.kit.trust.TrustProjection.Trust;
import dev.kontor.wire.event.PartnerState;
import dev.kontor.wire.event.PartnerView;
import dev.kontor.wire.event.TrustView;
import io.netty.handler.ssl.OpenSsl;
import io.smallrye.reactive.messaging.health.HealthReport;
import io.smallrye.reactive.messaging.providers.extension.HealthCenter;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Looks at the gateway itself: whether its projections are fresh, its certificate good, the bus connected. Reads a
/// file: call it where blocking is allowed.
@ApplicationScoped
class OwnChecks {
    private static final Duration NAMESPACES_FRESH = Duration.ofMinutes(2);
    private static final Duration CERTIFICATE_LOW = Duration.ofHours(24);

    private final TrustProjection trust;
    private final OwnNamespaces namespaces;
    private final HealthCenter bus;
    private final Path certificate;
    private final Clock clock = Clock.systemUTC();

    OwnChecks(
            TrustProjection trust,
            OwnNamespaces namespaces,
            HealthCenter bus,
            @ConfigProperty(name = "kontor.data.dir") Path data) {
        this.trust = trust;
        this.namespaces = namespaces;
        this.bus = bus;
        this.certificate = data.resolve("tls").resolve("cert.pem");
    }

    List<Finding> all() {
        return List.of(trust(), partners(), namespaces(), certificate(), bus(), hybrid());
    }

    private Finding partners() {
        return trust.current() instanceof Trust.Fresh(TrustView view, Instant _)
                ? partners(view)
                : Finding.warning("partners", "not known while trust is not confirmed", "See the trust projection.");
    }

    static Finding partners(TrustView view) {
        String suspended = view.partners().stream()
                .filter(partner -> partner.state() == PartnerState.SUSPENDED)
                .map(PartnerView::petname)
                .collect(Collectors.joining(", "));
        return suspended.isEmpty()
                ? Finding.ok(
                        "partners",
                        view.partners().stream().filter(PartnerView::active).count() + " active")
                : Finding.failure(
                        "partners",
                        "suspended: " + suspended,
                        "kontor partner list says why. Ask the partner by another way which history of its"
                                + " organisation is its own, then kontor partner resume.");
    }

    private Finding trust() {
        return switch (trust.current()) {
            case Trust.Fresh(var view, Instant at) ->
                Finding.ok("trust projection", "version " + view.version() + ", confirmed " + age(at) + " ago");
            case Trust.Stale(Instant since) ->
                Finding.failure(
                        "trust projection",
                        "not confirmed since " + since + "; nothing is given to partners or read from them",
                        "identity-service must answer; see its finding.");
        };
    }

    private Finding namespaces() {
        Instant at = namespaces.confirmedAt();
        return at.plus(NAMESPACES_FRESH).isAfter(clock.instant())
                ? Finding.ok("namespaces", namespaces.all().size() + " published, confirmed " + age(at) + " ago")
                : Finding.warning(
                        "namespaces",
                        "not confirmed since " + at + "; the modes of namespaces may be out of date",
                        "connector-service must answer; see its finding.");
    }

    private Finding certificate() {
        try {
            X509Certificate leaf = CertificateFiles.read(certificate).getFirst();
            Instant until = leaf.getNotAfter().toInstant();
            return until.minus(CERTIFICATE_LOW).isAfter(clock.instant())
                    ? Finding.ok("certificate", "valid until " + until)
                    : Finding.failure(
                            "certificate",
                            "valid until " + until + ", and has not been renewed",
                            "identity-service renews it; check that it answers, and this machine's clock.");
        } catch (IOException | GeneralSecurityException unreadable) {
            return Finding.failure(
                    "certificate", certificate + " cannot be read: " + unreadable.getMessage(), "Restart the gateway.");
        }
    }

    private Finding bus() {
        HealthReport report = bus.getReadiness();
        return report.isOk()
                ? Finding.ok("event bus", "connected")
                : Finding.warning(
                        "event bus",
                        "not connected: "
                                + report.getChannels().stream()
                                        .filter(channel -> !channel.isOk())
                                        .map(OwnChecks::told)
                                        .collect(Collectors.joining(", ")),
                        "Start the broker; until then changes take up to ten seconds to arrive, none is lost.");
    }

    private static String told(HealthReport.ChannelInfo channel) {
        return channel.getMessage() == null
                ? channel.getChannel()
                : channel.getChannel() + " (" + channel.getMessage() + ")";
    }

    private static Finding hybrid() {
        return OpenSsl.isAvailable()
                ? Finding.ok("key exchange", "hybrid post-quantum (X25519MLKEM768) is offered to partners")
                : Finding.warning(
                        "key exchange",
                        "classical only: this process has no BoringSSL",
                        "Run the JVM form of the gateway where hybrid key exchange is wanted.");
    }

    private String age(Instant at) {
        return Duration.between(at, clock.instant()).toSeconds() + " s";
    }
}
