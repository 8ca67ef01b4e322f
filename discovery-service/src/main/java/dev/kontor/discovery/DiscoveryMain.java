package dev.kontor.discovery;

import dev.kontor.discovery.dht.StandaloneNode;
import dev.kontor.kit.enrol.Enrolment;
import io.quarkus.runtime.annotations.QuarkusMain;

/// Starts the service, or only its node when it is to be a bootstrap node.
@QuarkusMain
public final class DiscoveryMain {
    private DiscoveryMain() {}

    public static void main(String... args) {
        if (StandaloneNode.isWanted()) {
            StandaloneNode.run();
        } else {
            Enrolment.run("discovery-service", args);
        }
    }
}
