package dev.kontor.gateway.control;

import dev.kontor.gateway.upstream.Passage;
import dev.kontor.kit.problem.Problem;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Writes one answer to another site. Used on the connection's event loop.
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the connection, and that is heard
final class Reply {
    private final ChannelHandlerContext context;
    private final boolean headOnly;
    private @Nullable HttpClientResponse streaming;

    Reply(ChannelHandlerContext context, boolean headOnly) {
        this.context = context;
        this.headOnly = headOnly;
    }

    /// A problem that says nothing but its status.
    Future<Void> empty(int status) {
        HttpResponseStatus line = HttpResponseStatus.valueOf(status);
        String body = "{\"type\":\"about:blank\",\"title\":\"" + line.reasonPhrase() + "\",\"status\":" + status + "}";
        return whole(
                status, Problem.MEDIA_TYPE, body.getBytes(StandardCharsets.UTF_8), MultiMap.caseInsensitiveMultiMap());
    }

    Future<Void> later(long seconds) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("Retry-After", Long.toString(seconds));
        return whole(429, Problem.MEDIA_TYPE, new byte[0], headers);
    }

    Future<Void> whole(int status, String type, byte[] body, MultiMap headers) {
        ByteBuf content = headOnly ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body);
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), content);
        headers.forEach((name, value) -> response.headers().add(name, value));
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        if (body.length > 0) {
            response.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
        }
        context.writeAndFlush(response);
        return Future.succeededFuture();
    }

    /// Passes an answer of our own service on as it comes. What breaks off half-way breaks off there too.
    Future<Void> stream(HttpClientResponse from, MultiMap more) {
        HttpResponse head =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(from.statusCode()));
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        Passage.copyHeaders(from.headers(), headers);
        headers.addAll(more).forEach((name, value) -> head.headers().add(name, value));
        boolean bodiless = headOnly || from.statusCode() == 304 || from.statusCode() == 204;
        if (!bodiless && !head.headers().contains(HttpHeaderNames.CONTENT_LENGTH)) {
            HttpUtil.setTransferEncodingChunked(head, true);
        }
        context.write(head);
        Promise<Void> done = Promise.promise();
        streaming = from;
        from.exceptionHandler(done::tryFail);
        from.endHandler(ended -> {
            context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
            done.tryComplete();
        });
        from.handler(part -> {
            if (!bodiless) {
                context.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(part.getBytes())));
                onWritable();
            }
        });
        return done.future().onComplete(over -> streaming = null).onFailure(broken -> context.close());
    }

    /// The connection takes more, or no more for now.
    void onWritable() {
        HttpClientResponse from = streaming;
        if (from == null) {
            return;
        }
        if (context.channel().isWritable()) {
            from.resume();
        } else {
            from.pause();
        }
    }

    /// The other site has gone.
    void onGone() {
        HttpClientResponse from = streaming;
        if (from != null) {
            from.request().reset();
        }
    }
}
