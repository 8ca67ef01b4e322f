package dev.kontor.transfer.publish;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The body of an upload as a stream for a virtual thread. The event loop runs ahead by some megabytes before it
/// stops reading the socket, so that the two threads seldom wait for each other; a stream that is handed over
/// record by record costs more in such waits than in hashing. Read by one thread.
@Schema(type = SchemaType.STRING, format = "binary")
final class UploadBody extends InputStream {
    // Our choice.
    private static final long STOP_READING = 4L << 20;
    private static final long READ_ON = 1L << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private sealed interface Part {
        record Bytes(Buffer buffer) implements Part {}

        record End() implements Part {}

        record Broken(Throwable reason) implements Part {}
    }

    private final HttpServerRequest request;
    private final Context context;
    private final LinkedBlockingQueue<Part> parts = new LinkedBlockingQueue<>();
    private final AtomicLong ahead = new AtomicLong();
    private volatile boolean stopped;
    private @Nullable Buffer current;
    private int at;
    private boolean ended;

    private UploadBody(HttpServerRequest request, Context context) {
        this.request = request;
        this.context = context;
    }

    /// Begins to read the request's body, of which nobody has read anything yet.
    static UploadBody of(HttpServerRequest request, Context context) {
        UploadBody body = new UploadBody(request, context);
        context.runOnContext(_ -> body.begin());
        return body;
    }

    private void begin() {
        if (request.isEnded()) {
            parts.add(new Part.End());
            return;
        }
        request.handler(this::onBytes)
                .endHandler(_ -> parts.add(new Part.End()))
                .exceptionHandler(broken -> parts.add(new Part.Broken(broken)))
                .resume();
    }

    private void onBytes(Buffer buffer) {
        parts.add(new Part.Bytes(buffer));
        if (ahead.addAndGet(buffer.length()) > STOP_READING && !stopped) {
            stopped = true;
            request.pause();
        }
    }

    private void readOn() {
        if (stopped) {
            stopped = false;
            request.resume();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        Buffer from = next();
        if (from == null) {
            return -1;
        }
        int count = Math.min(length, from.length() - at);
        from.getBytes(at, at + count, into, offset);
        at += count;
        return count;
    }

    /// The buffer that has bytes left; null at the end.
    private @Nullable Buffer next() throws IOException {
        Buffer buffer = current;
        while (!ended && (buffer == null || at == buffer.length())) {
            buffer = take(buffer == null ? 0 : buffer.length());
            current = buffer;
            at = 0;
        }
        return ended ? null : buffer;
    }

    private @Nullable Buffer take(int done) throws IOException {
        if (ahead.addAndGet(-done) < READ_ON && stopped) {
            context.runOnContext(_ -> readOn());
        }
        return switch (await()) {
            case Part.Bytes(var buffer) -> buffer;
            case Part.End _ -> {
                ended = true;
                yield null;
            }
            case Part.Broken(var reason) -> throw new IOException("the upload breaks off", reason);
        };
    }

    private Part await() throws IOException {
        try {
            Part part = parts.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (part == null) {
                throw new IOException("the upload stands still for " + PATIENCE.toSeconds() + " s");
            }
            return part;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopping");
        }
    }
}
