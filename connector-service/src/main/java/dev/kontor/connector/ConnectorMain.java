package dev.kontor.connector;

import dev.kontor.kit.enrol.Enrolment;
import io.quarkus.runtime.annotations.QuarkusMain;

/// Starts connector-service: first its certificate, then Quarkus.
@QuarkusMain
public final class ConnectorMain {
    private ConnectorMain() {}

    public static void main(String... args) {
        // Read once by the JDK's HTTP client: its own 16 KiB would make four times as many hand-overs between threads.
        System.setProperty("jdk.httpclient.bufsize", "65536");
        Enrolment.run("connector-service", args);
    }
}
