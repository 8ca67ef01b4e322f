package dev.kontor.transfer;

import dev.kontor.kit.tls.PeerTls;
import dev.kontor.kit.trust.TrustProjection;
import dev.kontor.transfer.limits.Limits;
import dev.kontor.transfer.link.Transport;
import dev.kontor.transfer.port.DataPort;
import dev.kontor.transfer.port.PortConnection;
import dev.kontor.transfer.port.PortLimits;
import dev.kontor.transfer.port.Shelf;
import dev.kontor.transfer.settings.Settings;
import dev.kontor.transfer.store.PieceStore;
import dev.kontor.transfer.work.Workers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Opens the data port when the service starts and closes it when it stops.
@ApplicationScoped
class DataPortLife {
    private static final Logger LOG = Logger.getLogger(DataPortLife.class);

    private final DataPort port;
    private final Settings settings;
    private volatile @Nullable InetSocketAddress address;

    DataPortLife(Transport transport, PeerTls tls, TrustProjection trust, Served served, Settings settings) {
        this.settings = settings;
        this.port = new DataPort(
                transport,
                tls.server(trust::pinOf, DataPort.ALPN),
                new PortConnection.Port(served.shelf, served.store, served.workers, TransferBeans.AGENT, served.pace),
                PortLimits.DEFAULT);
        Gauge.builder("kontor.data.connections", port, DataPort::connections).register(served.meters);
    }

    /// What the port serves, and with what. A singleton, because its fields are read directly, which a proxy cannot
    /// pass on.
    @Singleton
    static class Served {
        private final Shelf shelf;
        private final PieceStore store;
        private final Workers workers;
        private final MeterRegistry meters;
        private final PortConnection.Pace pace;

        Served(Shelf shelf, PieceStore store, Workers workers, MeterRegistry meters, Limits limits, Clock clock) {
            this.shelf = shelf;
            this.store = store;
            this.workers = workers;
            this.meters = meters;
            this.pace = new PortConnection.Pace(limits.sending(), clock);
        }
    }

    void start(@Observes StartupEvent event) {
        Settings.Port at = settings.port();
        InetSocketAddress open = port.listen(new InetSocketAddress(at.host(), at.number()));
        address = open;
        LOG.infof("data port open address=%s", open);
    }

    /// Where the data port listens; empty before the start.
    Optional<InetSocketAddress> address() {
        return Optional.ofNullable(address);
    }

    void stop(@Observes ShutdownEvent event) {
        port.close();
    }
}
