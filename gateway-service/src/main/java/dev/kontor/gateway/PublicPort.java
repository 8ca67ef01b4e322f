package dev.kontor.gateway;

import dev.kontor.gateway.control.ControlApi;
import dev.kontor.gateway.edge.EdgePort;
import dev.kontor.gateway.edge.EdgeSettings;
import dev.kontor.gateway.edge.EdgeWatch;
import dev.kontor.gateway.hello.Refusal;
import dev.kontor.gateway.hello.Route;
import dev.kontor.gateway.hello.Router;
import dev.kontor.gateway.refusal.RefusalLog;
import dev.kontor.gateway.settings.GatewaySettings;
import dev.kontor.kit.trust.TrustProjection;
import dev.kontor.kit.trust.TrustProjection.Trust;
import dev.kontor.wire.id.SiteId;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoopGroup;
import io.quarkus.netty.MainEventLoopGroup;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Opens the public port as soon as the site's id is known, and tries again for as long as the port is taken. Ready
/// when it listens.
@Readiness
@ApplicationScoped
public class PublicPort implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(PublicPort.class);

    private final EventLoopGroup loops;
    private final GatewaySettings.Edge settings;
    private final EdgeSettings edge;
    private final ControlApi control;
    private final TrustProjection trust;
    private final Watch watch;
    private volatile @Nullable EdgePort port;
    private String saidLast = "";

    PublicPort(
            @MainEventLoopGroup EventLoopGroup loops,
            GatewaySettings settings,
            ControlApi control,
            TrustProjection trust,
            Watch watch) {
        this.loops = loops;
        this.settings = settings.edge();
        this.control = control;
        this.trust = trust;
        this.watch = watch;
        this.edge = new EdgeSettings(
                new InetSocketAddress(this.settings.host(), this.settings.port()),
                address(this.settings.dataAddress()),
                this.settings.connections(),
                this.settings.connectionsPerAddress(),
                this.settings.firstFlight(),
                settings.deadlines().connect());
    }

    /// Where it listens, once it does.
    public Optional<InetSocketAddress> address() {
        return Optional.ofNullable(port).map(EdgePort::address);
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void openWhenKnown() {
        if (port != null) {
            return;
        }
        switch (trust.current()) {
            case Trust.Stale _ -> say("the public port waits for identity-service to say which site this is");
            case Trust.Fresh(var view, var _) -> open(view.self().siteId());
        }
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("public port").status(port != null).build();
    }

    @PreDestroy
    void close() {
        EdgePort open = port;
        if (open != null) {
            open.close();
        }
    }

    @SuppressWarnings("IllegalCatch") // Netty throws the BindException although it does not declare it
    private void open(SiteId site) {
        try {
            EdgePort opened = EdgePort.open(loops, edge, new Router(site.toString()), control, watch);
            watch.gauge(opened);
            port = opened;
            LOG.infof("public port open address=%s site=%s data=%s", opened.address(), site, edge.dataPort());
        } catch (Exception refused) {
            say("the public port " + edge.listen() + " cannot be opened (" + refused.getMessage()
                    + "): end what holds it, or set KONTOR_EDGE_PORT");
        }
    }

    private void say(String line) {
        if (!line.equals(saidLast)) {
            saidLast = line;
            LOG.warn(line);
        }
    }

    private static InetSocketAddress address(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("KONTOR_DATA_ADDRESS is '" + hostAndPort + "', but must be host:port");
        }
        return new InetSocketAddress(
                hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)));
    }

    /// Counts routes and remembers refusals.
    @ApplicationScoped
    static class Watch implements EdgeWatch {
        private final MeterRegistry meters;
        private final RefusalLog refusals;

        Watch(MeterRegistry meters, RefusalLog refusals) {
            this.meters = meters;
            this.refusals = refusals;
        }

        void gauge(EdgePort port) {
            meters.gauge("kontor.edge.open", port, EdgePort::connections);
        }

        @Override
        public void onRouted(Route route) {
            String name = route instanceof Route.DataPort ? "data" : "control";
            meters.counter("kontor.edge.connections", "route", name).increment();
        }

        @Override
        public void onTurnedAway(InetAddress from, Refusal refusal, String detail) {
            refusals.add("edge", from.getHostAddress(), detail, refusal.label(), "turned away before any request");
        }
    }
}
