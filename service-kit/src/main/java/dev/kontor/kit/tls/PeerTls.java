package dev.kontor.kit.tls;

import dev.kontor.kit.enrol.CertificateFiles;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// TLS towards other sites: 1.3 only, mutual, hybrid post-quantum key exchange preferred or required, no public
/// authority. Makes [PeerEndpoint]s, which secure Netty channels.
///
/// ```java
/// PeerEndpoint data = tls.server(trust::pinOf, "kontor-data");         // once
/// data.secure(channel.pipeline()).addListener(…PeerIdentity…);         // per connection
/// PeerEndpoint out = tls.client(PeerPins.only(siteId, pin), "kontor-data");
/// out.secure(channel.pipeline(), "data." + siteId + ".kontor");
/// ```
@ApplicationScoped
public class PeerTls {
    private final CertificateFiles files;
    private final Hybrid hybrid;
    private final MeterRegistry meters;
    private final Clock clock;

    /// What to do about post-quantum key exchange (`kontor.tls.hybrid`).
    public enum Hybrid {
        /// Offered first; a peer without it is accepted.
        PREFERRED,
        /// Nothing else is offered or accepted.
        REQUIRED;

        static Hybrid of(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "preferred" -> PREFERRED;
                case "required" -> REQUIRED;
                default ->
                    throw new IllegalArgumentException(
                            "kontor.tls.hybrid is '" + text + "', but must be preferred or required");
            };
        }
    }

    @Inject
    PeerTls(
            @ConfigProperty(name = "kontor.data.dir") Path directory,
            @ConfigProperty(name = "kontor.tls.hybrid") String hybrid,
            MeterRegistry meters) {
        this(new CertificateFiles(directory.resolve("tls")), Hybrid.of(hybrid), meters, Clock.systemUTC());
    }

    /// For tests and for processes without CDI.
    public PeerTls(CertificateFiles files, Hybrid hybrid, MeterRegistry meters, Clock clock) {
        this.files = files;
        this.hybrid = hybrid;
        this.meters = meters;
        this.clock = clock;
    }

    /// Accepts sites that the pins know.
    public PeerEndpoint server(PeerPins pins, String alpn) {
        return endpoint(true, Optional.of(pins), alpn);
    }

    /// Connects to sites that the pins know.
    public PeerEndpoint client(PeerPins pins, String alpn) {
        return endpoint(false, Optional.of(pins), alpn);
    }

    /// Accepts any site whose chain is sound in itself: for pairing only, where strangers introduce themselves.
    public PeerEndpoint serverForStrangers(String alpn) {
        return endpoint(true, Optional.empty(), alpn);
    }

    private PeerEndpoint endpoint(boolean server, Optional<PeerPins> pins, String alpn) {
        return new PeerEndpoint(
                new PeerEndpoint.Setting(server, alpn, hybrid), files, new PeerTrust(pins, clock), meters);
    }
}
