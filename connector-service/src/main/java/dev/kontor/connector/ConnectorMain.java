package dev.kontor.connector;

import dev.kontor.kit.enrol.Enrolment;
import io.quarkus.runtime.annotations.QuarkusMain;

/// Starts connector-service: first its certificate, then Quarkus.
@QuarkusMain
public final class ConnectorMain {
    private ConnectorMain() {}

    public static void main(String... args) {
        Enrolment.run("connector-service", args);
    }
}
