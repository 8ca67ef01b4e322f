package dev.kontor.transfer.content;

import io.netty.buffer.Unpooled;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Writes to one HTTP response from a virtual thread: each write waits until the client has room for more. The
/// response itself is touched on its own event loop only.
final class Outlet {
    private final Context context;
    private final HttpServerResponse response;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    Outlet(Context context, HttpServerResponse response) {
        this.context = context;
        this.response = response;
        response.closeHandler(_ -> gone.complete(null));
        response.exceptionHandler(_ -> gone.complete(null));
    }

    /// Returns when there is room for more.
    ///
    /// @throws IOException when the client has gone
    @SuppressWarnings("deprecation") // the one way to wrap bytes without copying them
    void write(byte[] bytes, int offset, int length) throws IOException {
        CompletableFuture<Void> room = new CompletableFuture<>();
        Buffer buffer = Buffer.buffer(Unpooled.wrappedBuffer(bytes, offset, length));
        context.runOnContext(_ -> {
            if (gone.isDone() || response.closed()) {
                room.completeExceptionally(new IOException("the client has gone"));
                return;
            }
            var _ = response.write(buffer);
            if (response.writeQueueFull()) {
                response.drainHandler(_ -> room.complete(null));
            } else {
                room.complete(null);
            }
        });
        await(room);
    }

    private void await(CompletableFuture<Void> room) throws IOException {
        try {
            CompletableFuture.anyOf(room, gone).join();
        } catch (CompletionException failure) {
            throw new IOException("the client has gone", failure);
        }
        if (!room.isDone()) {
            throw new IOException("the client has gone");
        }
    }

    void end() {
        context.runOnContext(_ -> {
            if (!response.ended() && !response.closed()) {
                var _ = response.end();
            }
        });
    }

    /// Cuts the connection: the only honest end of a body that cannot be completed.
    void abort() {
        context.runOnContext(_ -> response.reset());
    }
}
