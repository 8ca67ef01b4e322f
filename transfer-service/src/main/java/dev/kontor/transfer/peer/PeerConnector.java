package dev.kontor.transfer.peer;

import dev.kontor.kit.tls.PeerIdentity;
import dev.kontor.kit.tls.PeerPins;
import dev.kontor.kit.tls.PeerTls;
import dev.kontor.transfer.link.FrameReader;
import dev.kontor.transfer.link.Link;
import dev.kontor.transfer.link.Transport;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.descriptor.Endpoint;
import dev.kontor.wire.id.SiteId;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.timeout.IdleStateHandler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Opens connections to partners' data ports, through their gateways' edges: TCP, TLS with the pinned authority and
/// the server name that the edge routes by, HELLO. Safe for use by any thread.
public final class PeerConnector {
    private static final String ALPN = "kontor-data";

    // Our choice.
    private static final Duration CONNECT_DEADLINE = Duration.ofSeconds(5);
    private static final Duration READY_DEADLINE = Duration.ofSeconds(10);
    private static final Duration PING_EVERY = Duration.ofSeconds(20);

    private final Transport transport;
    private final PeerTls tls;
    private final String agent;

    public PeerConnector(Transport transport, PeerTls tls, String agent) {
        this.transport = transport;
        this.tls = tls;
        this.agent = agent;
    }

    /// Connects to a site.
    ///
    /// @param pin SHA-256 of the public key of the site's certificate authority
    /// @return fails with [PeerLostException] or what TLS refused
    public CompletableFuture<PeerConnection> connect(Endpoint endpoint, SiteId site, Bytes pin) {
        CompletableFuture<PeerConnection> result = new CompletableFuture<>();
        ChannelFuture connecting = new Bootstrap()
                .group(transport.loops())
                .channelFactory(transport.client())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT_DEADLINE.toMillis())
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        secure(channel, site, pin, result);
                    }
                })
                .connect(endpoint.host(), endpoint.port());
        var _ = connecting.addListener(done -> {
            if (!done.isSuccess()) {
                result.completeExceptionally(new PeerLostException(
                        endpoint.host() + ":" + endpoint.port() + ": "
                                + done.cause().getMessage(),
                        done.cause()));
            }
        });
        Channel channel = connecting.channel();
        return result.orTimeout(READY_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        var _ = channel.close();
                    }
                });
    }

    private void secure(SocketChannel channel, SiteId site, Bytes pin, CompletableFuture<PeerConnection> result) {
        var _ = tls.client(PeerPins.only(site, pin), ALPN)
                .secure(channel.pipeline(), "data." + site + ".kontor")
                .addListener(done -> {
                    if (done.isSuccess()) {
                        greet(channel, (PeerIdentity) done.getNow(), result);
                    } else {
                        result.completeExceptionally(
                                new PeerLostException("TLS: " + done.cause().getMessage(), done.cause()));
                    }
                });
    }

    private void greet(SocketChannel channel, PeerIdentity peer, CompletableFuture<PeerConnection> result) {
        PeerConnection connection = new PeerConnection(peer, new Link(channel), agent);
        channel.pipeline()
                .addLast(new IdleStateHandler(PING_EVERY.toMillis(), 0, 0, TimeUnit.MILLISECONDS))
                .addLast(new FrameReader(connection));
        var _ = connection.greet().whenComplete((ready, failure) -> {
            if (failure == null) {
                result.complete(ready);
            } else {
                result.completeExceptionally(failure);
            }
        });
    }
}
