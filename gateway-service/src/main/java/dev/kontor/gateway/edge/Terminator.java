package dev.kontor.gateway.edge;

import dev.kontor.gateway.hello.ClientHello;
import io.netty.channel.Channel;

/// Takes over a channel whose hello asked for this site's control API: adds its handlers to the end of the
/// pipeline, the TLS handler first. The first flight is replayed into them afterwards.
@FunctionalInterface
public interface Terminator {
    void terminate(Channel channel, ClientHello hello);
}
