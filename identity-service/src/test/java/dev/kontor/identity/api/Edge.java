package dev.kontor.identity.api;

import dev.kontor.kit.enrol.CertificateFiles;
import dev.kontor.kit.tls.PeerEndpoint;
import dev.kontor.kit.tls.PeerIdentity;
import dev.kontor.kit.tls.PeerTls;
import dev.kontor.wire.bytes.Bytes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Another site's public port for messages: TLS with ALPN `kontor-pair`, or `http/1.1` when that is presented, then
/// HTTP/1.1. Refuses as many requests as it is told to with 503 before it takes one.
@SuppressWarnings("FutureReturnValueIgnored") // a test notices what does not arrive
final class Edge implements AutoCloseable {
    /// What came in, and who brought it.
    record Delivery(PeerIdentity from, String path, Bytes body) {}

    private final EventLoopGroup loops = new NioEventLoopGroup(1);
    private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
    final AtomicInteger refusals = new AtomicInteger();
    private volatile PeerEndpoint tls;
    private final Channel channel;

    /// Opens the port; connections are answered once [#present] has said which site this is.
    @SuppressWarnings("NullAway") // `tls` is set before the first connection
    Edge() {
        channel = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        tls.secure(accepted.pipeline()).addListener((Future<PeerIdentity> secured) -> {
                            if (secured.isSuccess()) {
                                serve(accepted, secured.getNow());
                            }
                        });
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /// Opens the door for strangers.
    void present(OtherSite site) {
        present(site, "kontor-pair");
    }

    void present(OtherSite site, String alpn) {
        tls = new PeerTls(
                        new CertificateFiles(site.settings.tlsDirectory()),
                        PeerTls.Hybrid.PREFERRED,
                        new SimpleMeterRegistry(),
                        Clock.systemUTC())
                .serverForStrangers(alpn);
    }

    Delivery next() throws InterruptedException {
        Delivery delivery = deliveries.poll(30, TimeUnit.SECONDS);
        if (delivery == null) {
            throw new AssertionError("nothing was delivered within 30 s");
        }
        return delivery;
    }

    private void serve(Channel accepted, PeerIdentity peer) {
        accepted.pipeline()
                .addLast(new HttpServerCodec())
                .addLast(new HttpObjectAggregator(100_000))
                .addLast(new SimpleChannelInboundHandler<FullHttpRequest>() {
                    @Override
                    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
                        boolean refuses = refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
                        if (!refuses) {
                            Bytes body = Bytes.of(ByteBufUtil.getBytes(request.content()));
                            deliveries.add(new Delivery(peer, request.uri(), body));
                        }
                        answer(context, refuses ? HttpResponseStatus.SERVICE_UNAVAILABLE : HttpResponseStatus.ACCEPTED);
                    }
                });
    }

    private static void answer(ChannelHandlerContext context, HttpResponseStatus status) {
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void close() {
        channel.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
