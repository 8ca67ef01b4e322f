package dev.kontor.gateway.control;

import dev.kontor.kit.tls.PeerIdentity;
import dev.kontor.wire.bytes.Bytes;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.timeout.IdleStateEvent;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.quarkus.opentelemetry.runtime.QuarkusContextStorage;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One connection of another site: its requests, one after another. Reads no further while one is being answered.
@SuppressWarnings("FutureReturnValueIgnored") // closing is the last thing done to a channel
final class ControlSession extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = Logger.getLogger(ControlSession.class);
    private static final int MOST_WAITING = 8;
    private static final TextMapGetter<MultiMap> HEADERS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(MultiMap headers) {
            return headers.names();
        }

        @Override
        public @Nullable String get(@Nullable MultiMap headers, String key) {
            return headers == null ? null : headers.get(key);
        }
    };

    private final VertxInternal vertx;
    private final PeerIdentity peer;
    private final Desk desk;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private @Nullable Reply current;

    private record Waiting(ControlRequest request, boolean keepAlive) {}

    ControlSession(Vertx vertx, PeerIdentity peer, Desk desk) {
        this.vertx = (VertxInternal) vertx;
        this.peer = peer;
        this.desk = desk;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest message) {
        if (message.decoderResult().isFailure() || waiting.size() == MOST_WAITING) {
            context.close();
            return;
        }
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        message.headers().forEach(header -> headers.add(header.getKey(), header.getValue()));
        ControlRequest request = new ControlRequest(
                message.method().name(),
                message.uri(),
                headers,
                Bytes.of(ByteBufUtil.getBytes(message.content())),
                peer,
                ((InetSocketAddress) context.channel().remoteAddress()).getAddress());
        waiting.add(new Waiting(request, HttpUtil.isKeepAlive(message)));
        if (current == null) {
            next(context);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (current != null) {
            current.onWritable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        waiting.clear();
        if (current != null) {
            current.onGone();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent && current == null) {
            context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debugf("partner connection failed site=%s reason=%s", peer.siteId(), cause);
        context.close();
    }

    private void next(ChannelHandlerContext context) {
        Waiting first = waiting.poll();
        if (first == null) {
            context.channel().config().setAutoRead(true);
            return;
        }
        context.channel().config().setAutoRead(false);
        Reply reply = new Reply(context, first.request().method().equals("HEAD"));
        current = reply;
        ContextInternal own = vertx.createEventLoopContext(
                        context.channel().eventLoop(),
                        null,
                        Thread.currentThread().getContextClassLoader())
                .duplicate();
        own.runOnContext(entered -> traced(own, first.request(), reply).onComplete(over -> {
            current = null;
            if (first.keepAlive() && over.succeeded()) {
                next(context);
            } else {
                context.close();
            }
        }));
    }

    /// Within the trace that the other site began.
    private Future<Void> traced(ContextInternal own, ControlRequest request, Reply reply) {
        Context theirs = GlobalOpenTelemetry.getPropagators()
                .getTextMapPropagator()
                .extract(Context.root(), request.headers(), HEADERS);
        Span span = GlobalOpenTelemetry.getTracer("dev.kontor.gateway")
                .spanBuilder("partner " + request.method())
                .setParent(theirs)
                .setSpanKind(SpanKind.SERVER)
                .setAttribute("url.path", request.path())
                .setAttribute("kontor.peer.site", peer.siteId().toString())
                .startSpan();
        QuarkusContextStorage.INSTANCE.attach(own, theirs.with(span));
        return answered(request, reply).onComplete(over -> {
            if (over.failed()) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        });
    }

    private Future<Void> answered(ControlRequest request, Reply reply) {
        try {
            return desk.answer(request, reply);
        } catch (RuntimeException bug) {
            LOG.errorf(bug, "partner request failed site=%s path=%s", peer.siteId(), request.path());
            return reply.empty(500);
        }
    }
}
