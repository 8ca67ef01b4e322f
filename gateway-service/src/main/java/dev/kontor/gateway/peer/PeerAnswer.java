package dev.kontor.gateway.peer;

import io.netty.channel.Channel;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// An answer of a partner's gateway: its head, and its body as a stream. Paused until it is read; while it is
/// paused, nothing more is read from the partner. Everything happens on the event loop of its connection.
@SuppressWarnings("FutureReturnValueIgnored") // closing is the last thing done to a channel
public final class PeerAnswer implements ReadStream<Buffer> {
    private final int status;
    private final MultiMap headers;
    private final Channel channel;
    private final Queue<Buffer> waiting = new ArrayDeque<>();
    private @Nullable Handler<Buffer> onBuffer;
    private @Nullable Handler<Void> onEnd;
    private @Nullable Handler<Throwable> onFailure;
    private @Nullable Throwable failure;
    private long demand;
    private boolean ended;
    private boolean told;

    PeerAnswer(int status, MultiMap headers, Channel channel) {
        this.status = status;
        this.headers = headers;
        this.channel = channel;
    }

    public int status() {
        return status;
    }

    public MultiMap headers() {
        return headers;
    }

    /// Gives the answer up; its connection is closed.
    public void abandon() {
        channel.close();
    }

    @Override
    public PeerAnswer exceptionHandler(@Nullable Handler<Throwable> handler) {
        onFailure = handler;
        return this;
    }

    @Override
    public PeerAnswer handler(@Nullable Handler<Buffer> handler) {
        onBuffer = handler;
        return handler == null ? this : resume();
    }

    @Override
    public PeerAnswer endHandler(@Nullable Handler<Void> handler) {
        onEnd = handler;
        return this;
    }

    @Override
    public PeerAnswer pause() {
        demand = 0;
        read(false);
        return this;
    }

    @Override
    public PeerAnswer resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public PeerAnswer fetch(long amount) {
        demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
        deliver();
        return this;
    }

    void add(Buffer part) {
        waiting.add(part);
        deliver();
    }

    void end() {
        ended = true;
        deliver();
    }

    void fail(Throwable cause) {
        if (!ended && failure == null) {
            failure = cause;
            deliver();
        }
    }

    private void deliver() {
        while (demand > 0 && onBuffer != null && !waiting.isEmpty()) {
            demand = demand == Long.MAX_VALUE ? demand : demand - 1;
            onBuffer.handle(waiting.remove());
        }
        if (!waiting.isEmpty()) {
            read(false);
        } else if (ended || failure != null) {
            tellEnd();
        } else if (demand > 0 && onBuffer != null) {
            read(true);
        }
    }

    /// Once the answer is whole, its connection may carry another, and is none of its business.
    private void read(boolean on) {
        if (!ended && failure == null) {
            channel.config().setAutoRead(on);
        }
    }

    private void tellEnd() {
        if (told || demand == 0) {
            return;
        }
        told = true;
        if (failure != null && onFailure != null) {
            onFailure.handle(failure);
        } else if (failure == null && onEnd != null) {
            onEnd.handle(null);
        }
    }
}
