package dev.kontor.gateway;

import dev.kontor.kit.enrol.Enrolment;
import io.quarkus.runtime.annotations.QuarkusMain;

/// Waits for the database and a certificate, then starts.
@QuarkusMain
public final class GatewayMain {
    private GatewayMain() {}

    public static void main(String... args) {
        Enrolment.run("gateway-service", args);
    }
}
