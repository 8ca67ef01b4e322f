package dev.kontor.transfer;

import dev.kontor.kit.tls.PeerTls;
import dev.kontor.transfer.link.Transport;
import dev.kontor.transfer.peer.PeerConnector;
import dev.kontor.transfer.settings.Settings;
import dev.kontor.transfer.store.PieceStore;
import dev.kontor.transfer.store.S3PieceStore;
import dev.kontor.transfer.work.Workers;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;

/// Makes the parts that know nothing of CDI.
final class TransferBeans {
    /// What we call ourselves towards partners.
    static final String AGENT = "kontor/0.1";

    private static final int LEAST_LOOPS = 2;

    @Produces
    @Singleton
    @DefaultBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    PieceStore store(Settings settings, Clock clock) throws IOException {
        return Stores.open(settings, clock);
    }

    void stop(@Disposes PieceStore store) {
        if (store instanceof S3PieceStore distant) {
            distant.close();
        }
    }

    @Produces
    @Singleton
    Workers workers(Settings settings) {
        int processors = Runtime.getRuntime().availableProcessors();
        return new Workers(settings.workers() > 0 ? settings.workers() : processors);
    }

    void stop(@Disposes Workers workers) {
        workers.close();
    }

    @Produces
    @Singleton
    Transport transport() {
        return Transport.open(Math.max(LEAST_LOOPS, Runtime.getRuntime().availableProcessors()));
    }

    void stop(@Disposes Transport transport) {
        transport.close();
    }

    @Produces
    @Singleton
    PeerConnector connector(Transport transport, PeerTls tls) {
        return new PeerConnector(transport, tls, AGENT);
    }
}
