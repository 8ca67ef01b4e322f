package dev.kontor.gateway.edge;

import java.net.InetSocketAddress;
import java.time.Duration;

/// How the public port behaves.
///
/// @param listen where it listens; port 0 takes a free one
/// @param dataPort the transfer-service's data port
/// @param most connections open at once
/// @param mostPerAddress connections open at once from one address (IPv6: from one /64)
/// @param firstFlight how long a client may take to send its hello
/// @param connect how long the data port may take to accept
public record EdgeSettings(
        InetSocketAddress listen,
        InetSocketAddress dataPort,
        int most,
        int mostPerAddress,
        Duration firstFlight,
        Duration connect) {
    public EdgeSettings {
        if (most < 1 || mostPerAddress < 1) {
            throw new IllegalArgumentException("an edge that admits nobody: " + most + ", " + mostPerAddress);
        }
        if (!firstFlight.isPositive() || !connect.isPositive()) {
            throw new IllegalArgumentException("deadlines must be positive: " + firstFlight + ", " + connect);
        }
    }
}
