package dev.kontor.discovery.voidphone;

import dev.kontor.discovery.dht.Dht;
import dev.kontor.discovery.dht.HostPort;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The API in front of a whole site's node, when the operator asks for it by `KONTOR_VOIDPHONE_ADDRESS`, such as
/// `127.0.0.1:7401`. A port that is taken is no reason for the site not to start.
@ApplicationScoped
class ApiStart {
    private static final Logger LOG = Logger.getLogger(ApiStart.class);
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(12);

    private final Vertx vertx;
    private final Dht dht;
    private final Optional<HostPort> address;
    private @Nullable ApiServer server;

    ApiStart(Vertx vertx, Dht dht, @ConfigProperty(name = "kontor.voidphone.address") Optional<String> address) {
        this.vertx = vertx;
        this.dht = dht;
        this.address = address.map(HostPort::parse);
    }

    void onStart(@Observes StartupEvent start) {
        address.ifPresent(this::listen);
    }

    private void listen(HostPort at) {
        ApiPlace place = new ApiPlace(at.host(), at.port(), false, SHORTEST, LONGEST);
        ApiServer opened = new ApiServer(vertx, dht.values(), place);
        server = opened;
        opened.listen()
                .onSuccess(port -> LOG.infof("DHT API is listening host=%s port=%d", at.host(), port))
                .onFailure(failure -> LOG.errorf(
                        "DHT API cannot listen, free the TCP port or change KONTOR_VOIDPHONE_ADDRESS host=%s port=%d"
                                + " reason=%s",
                        at.host(), at.port(), failure.getMessage()));
    }

    void onStop(@Observes ShutdownEvent stop) {
        if (server != null) {
            server.close();
        }
    }
}
