package dev.kontor.identity.delivery;

import dev.kontor.kit.tls.PeerEndpoint;
import dev.kontor.kit.tls.PeerIdentity;
import dev.kontor.kit.tls.PeerPins;
import dev.kontor.kit.tls.PeerTls;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.descriptor.Endpoint;
import dev.kontor.wire.id.SiteId;
import io.netty.bootstrap.Bootstrap;
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

/// Posts one message to another site's edge over TLS with the site's pinned authority, one connection each: these
/// messages are rare. A small HTTP/1.1 client of its own, because the edge tells its doors apart by ALPN names that
/// no HTTP client lets one choose.
@ApplicationScoped
@SuppressWarnings("FutureReturnValueIgnored") // every future whose failure matters has a listener
class PeerPost {
    // Our choice.
    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final int CONNECT_MILLIS = 5_000;
    private static final int MAX_ANSWER_BYTES = 8 * 1024;
    private static final String MEDIA_TYPE = "application/cose";

    private final PeerTls tls;
    private final EventLoopGroup loops;

    PeerPost(PeerTls tls, Vertx vertx) {
        this.tls = tls;
        this.loops = ((VertxInternal) vertx).getEventLoopGroup();
    }

    /// A message and where it goes.
    ///
    /// @param pin the hash of the authority's key that the site must show
    record Parcel(SiteId to, Bytes pin, Endpoint endpoint, Door door, Bytes body) {
        String serverName() {
            return to + ".kontor";
        }
    }

    /// Delivers and gives the HTTP status; fails when there is none in time. Items come on an event loop of Netty.
    Uni<Integer> post(Parcel parcel) {
        PeerEndpoint endpoint = tls.client(
                PeerPins.only(parcel.to(), parcel.pin()), parcel.door().alpn());
        return Uni.createFrom()
                .<Integer>emitter(emitter -> connect(parcel, endpoint, emitter))
                .ifNoItem()
                .after(DEADLINE)
                .failWith(() -> new IOException("no answer within " + DEADLINE.toSeconds() + " s"));
    }

    private void connect(Parcel parcel, PeerEndpoint endpoint, UniEmitter<? super Integer> emitter) {
        ChannelFuture connected = new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        endpoint.secure(channel.pipeline(), parcel.serverName())
                                .addListener(
                                        (Future<PeerIdentity> secured) -> exchange(channel, parcel, secured, emitter));
                    }
                })
                .connect(parcel.endpoint().host(), parcel.endpoint().port());
        emitter.onTermination(() -> connected.channel().close());
        connected.addListener(done -> {
            if (!done.isSuccess()) {
                emitter.fail(done.cause());
            }
        });
    }

    private static void exchange(
            Channel channel, Parcel parcel, Future<PeerIdentity> secured, UniEmitter<? super Integer> emitter) {
        if (!secured.isSuccess()) {
            emitter.fail(secured.cause());
            channel.close();
            return;
        }
        channel.pipeline()
                .addLast(new HttpClientCodec())
                .addLast(new HttpObjectAggregator(MAX_ANSWER_BYTES))
                .addLast(new Answer(emitter));
        channel.writeAndFlush(request(parcel)).addListener(written -> {
            if (!written.isSuccess()) {
                emitter.fail(written.cause());
            }
        });
    }

    private static FullHttpRequest request(Parcel parcel) {
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.POST,
                parcel.door().path(),
                Unpooled.wrappedBuffer(parcel.body().toArray()));
        request.headers()
                .set(HttpHeaderNames.HOST, parcel.serverName())
                .set(HttpHeaderNames.CONTENT_TYPE, MEDIA_TYPE)
                .set(HttpHeaderNames.CONTENT_LENGTH, parcel.body().size())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return request;
    }

    /// Waits for the one answer.
    private static final class Answer extends SimpleChannelInboundHandler<FullHttpResponse> {
        private final UniEmitter<? super Integer> emitter;

        Answer(UniEmitter<? super Integer> emitter) {
            this.emitter = emitter;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
            emitter.complete(response.status().code());
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
