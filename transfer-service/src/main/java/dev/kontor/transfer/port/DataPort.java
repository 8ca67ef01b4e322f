package dev.kontor.transfer.port;

import dev.kontor.kit.tls.PeerEndpoint;
import dev.kontor.kit.tls.PeerIdentity;
import dev.kontor.transfer.frame.FailureCode;
import dev.kontor.transfer.link.FrameReader;
import dev.kontor.transfer.link.Link;
import dev.kontor.transfer.link.Transport;
import dev.kontor.wire.id.SiteId;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Listens for partners: TLS 1.3 with their pinned authority, ALPN `kontor-data`, then frames.
///
/// A connection counts against the limits from its first byte; who does not finish the handshake or does not say HELLO
/// in time is cut off. A site that stops being a partner keeps its connection but is denied every piece.
public final class DataPort implements AutoCloseable {
    /// What both ends negotiate.
    public static final String ALPN = "kontor-data";

    private final Transport transport;
    private final PeerEndpoint tls;
    private final PortConnection.Port port;
    private final PortLimits limits;
    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Map<SiteId, Integer> perSite = new ConcurrentHashMap<>();

    public DataPort(Transport transport, PeerEndpoint tls, PortConnection.Port port, PortLimits limits) {
        this.transport = transport;
        this.tls = tls;
        this.port = port;
        this.limits = limits;
    }

    /// Begins to listen and returns where.
    public InetSocketAddress listen(InetSocketAddress address) {
        Channel server = new ServerBootstrap()
                .group(transport.loops())
                .channelFactory(transport.server())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(PortLimits.LOW_WATER, PortLimits.HIGH_WATER))
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accept(channel);
                    }
                })
                .bind(address)
                .syncUninterruptibly()
                .channel();
        open.add(server);
        return (InetSocketAddress) server.localAddress();
    }

    private void accept(SocketChannel channel) {
        if (open.size() > limits.connections()) {
            var _ = channel.close();
            return;
        }
        open.add(channel);
        var _ = tls.secure(channel.pipeline()).addListener(done -> {
            if (done.isSuccess()) {
                admit(channel, (PeerIdentity) done.getNow());
            } else {
                var _ = channel.close();
            }
        });
    }

    private void admit(SocketChannel channel, PeerIdentity peer) {
        Link link = new Link(channel);
        int connections = perSite.merge(peer.siteId(), 1, Integer::sum);
        PortConnection connection =
                new PortConnection(peer.siteId(), link, port, () -> perSite.merge(peer.siteId(), -1, DataPort::orNone));
        long silence = limits.silence().toMillis();
        channel.pipeline()
                .addLast(new IdleStateHandler(silence, 0, 0, TimeUnit.MILLISECONDS))
                .addLast(new FrameReader(connection));
        if (connections > limits.connectionsPerSite()) {
            link.fail(FailureCode.LIMIT, "at most " + limits.connectionsPerSite() + " connections from one site");
        }
        var _ = channel.eventLoop()
                .schedule(
                        () -> {
                            if (!connection.ready()) {
                                link.fail(FailureCode.LIMIT, "no HELLO in time");
                            }
                        },
                        limits.hello().toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @SuppressWarnings("NullAway") // a merge function that returns null removes the entry
    private static Integer orNone(Integer count, Integer change) {
        int left = count + change;
        return left > 0 ? left : null;
    }

    /// Cuts all connections but keeps listening.
    public void disconnectAll() {
        open.close(channel -> !(channel instanceof ServerSocketChannel)).awaitUninterruptibly();
    }

    /// Connections that are open now, the listening socket not counted.
    public int connections() {
        return Math.max(0, open.size() - 1);
    }

    @Override
    public void close() {
        open.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
