package dev.kontor.gateway.upstream;

import dev.kontor.kit.problem.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/// A body that may say no length, let through up to one. What goes beyond fails the stream with a problem, and
/// nothing of it is passed on. Used on the context of the stream that it wraps.
public final class BoundedBody implements ReadStream<Buffer> {
    private final ReadStream<Buffer> body;
    private final long most;
    private @Nullable Handler<Throwable> onFailure;
    private long seen;

    public BoundedBody(ReadStream<Buffer> body, long most) {
        this.body = body;
        this.most = most;
    }

    /// All of it, in memory.
    public Future<Buffer> whole() {
        Promise<Buffer> whole = Promise.promise();
        Buffer all = Buffer.buffer();
        exceptionHandler(whole::tryFail);
        endHandler(ended -> whole.tryComplete(all));
        handler(all::appendBuffer).resume();
        return whole.future();
    }

    @Override
    public BoundedBody exceptionHandler(@Nullable Handler<Throwable> handler) {
        onFailure = handler;
        body.exceptionHandler(handler);
        return this;
    }

    @Override
    public BoundedBody handler(@Nullable Handler<Buffer> handler) {
        body.handler(handler == null ? null : part -> take(part, handler));
        return this;
    }

    @Override
    public BoundedBody endHandler(@Nullable Handler<Void> handler) {
        body.endHandler(
                handler == null
                        ? null
                        : ended -> {
                            if (seen <= most) {
                                handler.handle(null);
                            }
                        });
        return this;
    }

    @Override
    public BoundedBody pause() {
        body.pause();
        return this;
    }

    @Override
    public BoundedBody resume() {
        body.resume();
        return this;
    }

    @Override
    public BoundedBody fetch(long amount) {
        body.fetch(amount);
        return this;
    }

    private void take(Buffer part, Handler<Buffer> handler) {
        boolean fitted = seen <= most;
        seen += part.length();
        if (seen <= most) {
            handler.handle(part);
        } else if (fitted && onFailure != null) {
            onFailure.handle(
                    ProblemType.TOO_LARGE.because("The body is larger than the " + most + " bytes taken here."));
        }
    }
}
