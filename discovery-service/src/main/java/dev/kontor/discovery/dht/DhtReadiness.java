package dev.kontor.discovery.dht;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready as soon as the socket is bound: a node that has found nobody yet can still be found.
@Readiness
@ApplicationScoped
class DhtReadiness implements HealthCheck {
    private final Dht dht;

    DhtReadiness(Dht dht) {
        this.dht = dht;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("dht").status(dht.isBound()).build();
    }
}
