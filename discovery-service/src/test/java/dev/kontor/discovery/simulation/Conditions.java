package dev.kontor.discovery.simulation;

import java.time.Duration;

/// How bad the virtual network is.
record Conditions(Duration leastDelay, Duration mostDelay, double loss, double duplication) {
    static final Conditions CALM = new Conditions(Duration.ofMillis(5), Duration.ofMillis(50), 0, 0);
    static final Conditions ROUGH = new Conditions(Duration.ofMillis(10), Duration.ofMillis(150), 0.01, 0.005);
}
