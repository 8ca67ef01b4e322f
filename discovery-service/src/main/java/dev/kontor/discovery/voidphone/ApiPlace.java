package dev.kontor.discovery.voidphone;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;

/// Where the API listens, and for how long it lets a value live.
record ApiPlace(String host, int port, boolean publicly, Duration shortest, Duration longest) {
    ApiPlace {
        if (shortest.isNegative() || shortest.isZero() || longest.compareTo(shortest) < 0) {
            throw new IllegalArgumentException("no range of lifetimes: " + shortest + " to " + longest);
        }
        if (!publicly && !isLocal(host)) {
            throw new IllegalArgumentException("the API has no access control, so api_address " + host
                    + " must be a loopback address; set api_public = true to offer it to others all the same");
        }
    }

    private static boolean isLocal(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            throw new IllegalArgumentException("api_address names an unknown host: " + host, unknown);
        }
    }

    Duration clamp(Duration life) {
        Duration raised = life.compareTo(shortest) < 0 ? shortest : life;
        return raised.compareTo(longest) > 0 ? longest : raised;
    }
}
