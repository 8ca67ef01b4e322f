package dev.kontor.transfer;

import dev.kontor.transfer.store.PieceStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready while the data port listens and the piece store has room.
@Readiness
@ApplicationScoped
class StoreReadiness implements HealthCheck {
    private final PieceStore store;
    private final DataPortLife port;

    StoreReadiness(PieceStore store, DataPortLife port) {
        this.store = store;
        this.port = port;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            long room = store.room();
            return HealthCheckResponse.named("piece-store")
                    .status(room > 0 && port.address().isPresent())
                    .withData("roomBytes", room)
                    .withData("dataPort", port.address().map(Object::toString).orElse("closed"))
                    .build();
        } catch (IOException failure) {
            return HealthCheckResponse.named("piece-store")
                    .down()
                    .withData("reason", String.valueOf(failure.getMessage()))
                    .build();
        }
    }
}
