package dev.kontor.gateway.peer;

import dev.kontor.kit.tls.PeerEndpoint;
import dev.kontor.kit.tls.PeerIdentity;
import dev.kontor.wire.descriptor.Endpoint;
import dev.kontor.wire.id.SiteId;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollEventLoop;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The connections of one event loop to partners' gateways. A connection that has carried its answer waits for the
/// next request, for at most [#IDLE_SECONDS]. Used on its event loop only.
@SuppressWarnings("FutureReturnValueIgnored") // closing is the last thing done to a channel
final class PeerConnections {
    // Our choice.
    static final int IDLE_SECONDS = 30;
    private static final int WAITING_PER_SITE = 8;
    private static final int MAX_LINE = 4096;
    private static final int MAX_HEADERS = 16 * 1024;
    private static final int MAX_CHUNK = 64 * 1024;

    private final EventLoop loop;
    private final PeerEndpoint tls;
    private final Duration connect;
    private final Map<SiteId, Deque<Channel>> waiting = new HashMap<>();

    PeerConnections(EventLoop loop, PeerEndpoint tls, Duration connect) {
        this.loop = loop;
        this.tls = tls;
        this.connect = connect;
    }

    /// A connection that waits for work, if there is one.
    @Nullable
    Channel waiting(SiteId site) {
        Deque<Channel> channels = waiting.getOrDefault(site, new ArrayDeque<>());
        while (!channels.isEmpty()) {
            Channel channel = channels.pop();
            if (channel.isActive()) {
                return channel;
            }
        }
        return null;
    }

    /// Sends over a connection that is free.
    void send(Channel channel, PeerRequest request, Duration head, Promise<PeerAnswer> answer) {
        ChannelHandlerContext context = channel.pipeline().context(PeerExchange.class);
        ((PeerExchange) context.handler()).send(context, request, head, answer);
    }

    /// Opens a connection and proves who is there.
    void open(SiteId site, Endpoint endpoint, Promise<Channel> opened) {
        String name = site + ".kontor";
        new Bootstrap()
                .group(loop)
                .channel(loop instanceof EpollEventLoop ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(connect.toMillis()))
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        tls.secure(channel.pipeline(), name)
                                .addListener(
                                        (Future<PeerIdentity> secured) -> onSecured(channel, site, secured, opened));
                    }
                })
                .connect(endpoint.host(), endpoint.port())
                .addListener((ChannelFuture connected) -> {
                    if (!connected.isSuccess()) {
                        opened.tryFail(connected.cause());
                    }
                });
    }

    private void onSecured(Channel channel, SiteId site, Future<PeerIdentity> secured, Promise<Channel> opened) {
        if (!secured.isSuccess()) {
            channel.close();
            opened.tryFail(secured.cause());
        } else if (!secured.getNow().siteId().equals(site)) {
            channel.close();
            opened.tryFail(new IOException(
                    "another site answers there: " + secured.getNow().siteId()));
        } else {
            channel.pipeline()
                    .addLast(new HttpClientCodec(MAX_LINE, MAX_HEADERS, MAX_CHUNK))
                    .addLast(new IdleStateHandler(0, 0, IDLE_SECONDS))
                    .addLast(new PeerExchange(site + ".kontor", () -> keep(site, channel)));
            opened.tryComplete(channel);
        }
    }

    private void keep(SiteId site, Channel channel) {
        Deque<Channel> channels = waiting.computeIfAbsent(site, first -> new ArrayDeque<>());
        if (channels.size() < WAITING_PER_SITE) {
            channels.push(channel);
        } else {
            channel.close();
        }
    }
}
