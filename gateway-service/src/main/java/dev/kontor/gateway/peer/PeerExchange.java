package dev.kontor.gateway.peer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.ReadTimeoutException;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Sits at the end of a connection to a partner and carries one request after another. A request fails without an
/// answer when the connection ends first; one that fails later fails its body.
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the connection, and that is heard
final class PeerExchange extends SimpleChannelInboundHandler<HttpObject> {
    private final String host;
    private final Runnable onIdle;
    private @Nullable Promise<PeerAnswer> asked;
    private @Nullable PeerAnswer answer;
    private java.util.concurrent.@Nullable Future<?> deadline;
    private boolean keepAlive = true;

    /// @param host the Host header: the name that the partner's edge routes by
    /// @param onIdle called when a request is over and the connection can take another
    PeerExchange(String host, Runnable onIdle) {
        this.host = host;
        this.onIdle = onIdle;
    }

    void send(ChannelHandlerContext context, PeerRequest request, Duration head, Promise<PeerAnswer> promise) {
        asked = promise;
        deadline = context.executor().schedule(() -> onLate(context), head.toMillis(), TimeUnit.MILLISECONDS);
        FullHttpRequest message =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.valueOf(request.method()), request.uri());
        request.headers().forEach((name, value) -> message.headers().add(name, value));
        message.headers().set(HttpHeaderNames.HOST, host);
        context.channel().config().setAutoRead(true);
        context.writeAndFlush(message);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
        if (message.decoderResult().isFailure()) {
            fail(context, message.decoderResult().cause());
            return;
        }
        if (message instanceof HttpResponse response) {
            onHead(context, response);
        }
        if (message instanceof HttpContent content && answer != null) {
            onContent(content.content());
            if (message instanceof LastHttpContent) {
                onEnd(context);
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(context, new IOException("the partner closed the connection"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(context, cause);
    }

    /// Silence ends a connection that waits for work, and an answer that we are ready for. A caller that reads slowly
    /// may.
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        boolean ours = answer != null && !context.channel().config().isAutoRead();
        if (event instanceof IdleStateEvent && asked == null && !ours) {
            fail(context, new IOException("the partner fell silent"));
        }
    }

    private void onHead(ChannelHandlerContext context, HttpResponse response) {
        if (asked == null) {
            context.close();
            return;
        }
        cancelDeadline();
        keepAlive = HttpUtil.isKeepAlive(response);
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        response.headers().forEach(header -> headers.add(header.getKey(), header.getValue()));
        answer = new PeerAnswer(response.status().code(), headers, context.channel());
        Promise<PeerAnswer> promise = asked;
        asked = null;
        promise.complete(answer);
    }

    private void onContent(ByteBuf content) {
        if (content.isReadable() && answer != null) {
            byte[] part = new byte[content.readableBytes()];
            content.getBytes(content.readerIndex(), part);
            answer.add(Buffer.buffer(part));
        }
    }

    private void onEnd(ChannelHandlerContext context) {
        PeerAnswer whole = answer;
        answer = null;
        if (whole != null) {
            whole.end();
        }
        if (keepAlive) {
            context.channel().config().setAutoRead(true);
            onIdle.run();
        } else {
            context.close();
        }
    }

    private void onLate(ChannelHandlerContext context) {
        fail(context, ReadTimeoutException.INSTANCE);
    }

    private void fail(ChannelHandlerContext context, Throwable cause) {
        cancelDeadline();
        if (asked != null) {
            asked.tryFail(cause);
            asked = null;
        }
        if (answer != null) {
            answer.fail(cause);
            answer = null;
        }
        context.close();
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }
}
