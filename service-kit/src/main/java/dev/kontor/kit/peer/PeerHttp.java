package dev.kontor.kit.peer;

import dev.kontor.kit.tls.PeerEndpoint;
import dev.kontor.kit.tls.PeerIdentity;
import dev.kontor.kit.tls.PeerPins;
import dev.kontor.kit.tls.PeerTls;
import dev.kontor.wire.bytes.Bytes;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.Future;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;

/// Posts to another site's edge over TLS with the site's pinned authority, one connection each: such messages are rare.
/// A small HTTP/1.1 client of its own, because the edge tells its doors apart by ALPN names that no HTTP client lets
/// one choose. Items come on an event loop of Netty.
@ApplicationScoped
@SuppressWarnings("FutureReturnValueIgnored") // every future whose failure matters has a listener
public class PeerHttp {
    // Our choice.
    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final int CONNECT_MILLIS = 5_000;
    private static final int MAX_ANSWER_BYTES = 2 << 20;

    private final PeerTls tls;
    private final EventLoopGroup loops;

    PeerHttp(PeerTls tls, Vertx vertx) {
        this.tls = tls;
        this.loops = ((VertxInternal) vertx).getEventLoopGroup();
    }

    /// Delivers and gives the answer; fails when there is none in time, or when it is larger than 2 MiB.
    public Uni<PeerReply> post(PeerCall call) {
        return post(call, DEADLINE);
    }

    public Uni<PeerReply> post(PeerCall call, Duration deadline) {
        PeerEndpoint endpoint = tls.client(PeerPins.only(call.to(), call.pin()), call.alpn());
        return Uni.createFrom()
                .<PeerReply>emitter(emitter -> connect(call, endpoint, emitter))
                .ifNoItem()
                .after(deadline)
                .failWith(() -> new IOException("no answer within " + deadline.toMillis() + " ms"));
    }

    private void connect(PeerCall call, PeerEndpoint endpoint, UniEmitter<? super PeerReply> emitter) {
        ChannelFuture connected = new Bootstrap()
                .group(loops)
                .channelFactory(NioSocketChannel::new)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        endpoint.secure(channel.pipeline(), call.serverName())
                                .addListener(
                                        (Future<PeerIdentity> secured) -> exchange(channel, call, secured, emitter));
                    }
                })
                .connect(call.endpoint().host(), call.endpoint().port());
        emitter.onTermination(() -> connected.channel().close());
        connected.addListener(done -> {
            if (!done.isSuccess()) {
                emitter.fail(done.cause());
            }
        });
    }

    private static void exchange(
            Channel channel, PeerCall call, Future<PeerIdentity> secured, UniEmitter<? super PeerReply> emitter) {
        if (!secured.isSuccess()) {
            emitter.fail(secured.cause());
            channel.close();
            return;
        }
        channel.pipeline()
                .addLast(new HttpClientCodec())
                .addLast(new HttpObjectAggregator(MAX_ANSWER_BYTES))
                .addLast(new Answer(emitter));
        channel.writeAndFlush(request(call)).addListener(written -> {
            if (!written.isSuccess()) {
                emitter.fail(written.cause());
            }
        });
    }

    private static FullHttpRequest request(PeerCall call) {
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.POST,
                call.path(),
                Unpooled.wrappedBuffer(call.content().body().toArray()));
        request.headers()
                .set(HttpHeaderNames.HOST, call.serverName())
                .set(HttpHeaderNames.CONTENT_TYPE, call.content().mediaType())
                .set(HttpHeaderNames.CONTENT_LENGTH, call.content().body().size())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return request;
    }

    /// Waits for the one answer.
    private static final class Answer extends SimpleChannelInboundHandler<FullHttpResponse> {
        private final UniEmitter<? super PeerReply> emitter;

        Answer(UniEmitter<? super PeerReply> emitter) {
            this.emitter = emitter;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
            emitter.complete(
                    new PeerReply(response.status().code(), Bytes.of(ByteBufUtil.getBytes(response.content()))));
            context.close();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            emitter.fail(new IOException("the connection was closed before there was an answer"));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            emitter.fail(cause);
            context.close();
        }
    }
}
