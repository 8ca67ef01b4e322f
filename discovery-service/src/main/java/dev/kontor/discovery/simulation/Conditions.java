package dev.kontor.discovery.simulation;

import java.time.Duration;

/// How bad the virtual network is.
///
/// @param leastDelay how long a datagram takes at least, one way
/// @param loss the share of datagrams that never arrive
/// @param duplication the share of datagrams that arrive twice
public record Conditions(Duration leastDelay, Duration mostDelay, double loss, double duplication) {
    /// Nothing goes wrong.
    public static final Conditions CALM = new Conditions(Duration.ofMillis(5), Duration.ofMillis(50), 0, 0);
    /// Round trips of 20 to 300 ms, so datagrams overtake each other; one in a hundred is lost.
    public static final Conditions ROUGH = new Conditions(Duration.ofMillis(10), Duration.ofMillis(150), 0.01, 0.005);
    /// A round trip takes 50 ms.
    public static final Conditions WAN = new Conditions(Duration.ofMillis(24), Duration.ofMillis(26), 0.001, 0.0005);
}
