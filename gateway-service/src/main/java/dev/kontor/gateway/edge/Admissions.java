package dev.kontor.gateway.edge;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/// Counts the connections that are open, in all and per address, and says whether one more may come in. An IPv6
/// caller is counted by its /64, which is what one household or server gets. Safe for use by several event loops;
/// remembers only addresses that have a connection open.
final class Admissions {
    private final int most;
    private final int mostPerAddress;
    private final Map<String, Integer> perAddress = new HashMap<>();
    private int open;

    Admissions(int most, int mostPerAddress) {
        this.most = most;
        this.mostPerAddress = mostPerAddress;
    }

    /// Takes a place; each `true` must be followed by one [#leave].
    synchronized boolean enter(InetAddress address) {
        String key = key(address);
        int here = perAddress.getOrDefault(key, 0);
        if (open >= most || here >= mostPerAddress) {
            return false;
        }
        perAddress.put(key, here + 1);
        open++;
        return true;
    }

    synchronized void leave(InetAddress address) {
        open--;
        perAddress.computeIfPresent(key(address), (key, here) -> here > 1 ? here - 1 : null);
    }

    synchronized int open() {
        return open;
    }

    private static String key(InetAddress address) {
        String text = address.getHostAddress();
        if (!(address instanceof Inet6Address)) {
            return text;
        }
        int end = -1;
        for (int group = 0; group < 4; group++) {
            end = text.indexOf(':', end + 1);
        }
        return text.substring(0, end);
    }
}
