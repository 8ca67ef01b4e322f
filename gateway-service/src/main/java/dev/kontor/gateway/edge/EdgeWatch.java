package dev.kontor.gateway.edge;

import dev.kontor.gateway.hello.Refusal;
import dev.kontor.gateway.hello.Route;
import java.net.InetAddress;

/// Who is told what happens at the public port. Called on event loops: must not block.
public interface EdgeWatch {
    void onRouted(Route route);

    void onTurnedAway(InetAddress from, Refusal refusal, String detail);
}
