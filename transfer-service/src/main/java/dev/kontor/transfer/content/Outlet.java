package dev.kontor.transfer.content;

import io.netty.buffer.Unpooled;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
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
    /// @throws ClientGoneException when nobody takes it any more
    @SuppressWarnings("deprecation") // the one way to wrap bytes without copying them
    void write(byte[] bytes, int offset, int length) throws ClientGoneException {
        CompletableFuture<Void> room = new CompletableFuture<>();
        Buffer buffer = Buffer.buffer(Unpooled.wrappedBuffer(bytes, offset, length));
        context.runOnContext(_ -> {
            if (gone.isDone() || response.closed()) {
                room.completeExceptionally(new ClientGoneException());
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

    private void await(CompletableFuture<Void> room) throws ClientGoneException {
        try {
            CompletableFuture.anyOf(room, gone).join();
        } catch (CompletionException failure) {
            ClientGoneException gone = new ClientGoneException();
            gone.initCause(failure);
            throw gone;
        }
        if (!room.isDone()) {
            throw new ClientGoneException();
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
