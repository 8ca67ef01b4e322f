package dev.kontor.gateway;

import dev.kontor.kit.enrol.Enrolment;
import io.quarkus.runtime.annotations.QuarkusMain;

/// Waits for the database and a certificate, then starts.
///
/// Quarkus would answer a path or query that is no URI with a bare 400 before any route is asked. The gateway's door is
/// stricter than that and says what is wrong, so the check is left to it. (A native image reads the switch when it is
/// built: see quarkus.native.additional-build-args.)
@QuarkusMain
public final class GatewayMain {
    private GatewayMain() {}

    public static void main(String... args) {
        System.setProperty("vertx.disableURIValidation", "true");
        Enrolment.run("gateway-service", args);
    }
}
