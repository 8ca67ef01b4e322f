package dev.kontor.connector.fetch;

import dev.kontor.connector.fetch.SourceFault.Reason;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The body of a source's answer, held to its limits: no more bytes than allowed, exactly as many as announced, and no
/// longer silence than agreed. A watchdog closes the stream under a read that hangs.
final class GuardedBody extends FilterInputStream {
    private final long most;
    private final OptionalLong announced;
    private final Duration silence;
    private final ScheduledExecutorService watchdog;
    private long read;
    private volatile Future<?> watch = CompletableFuture.completedFuture(null);
    private boolean watched;
    private volatile long since;
    private volatile boolean reading;
    private volatile boolean silenced;

    GuardedBody(
            InputStream body, long most, OptionalLong announced, Duration silence, ScheduledExecutorService watchdog) {
        super(body);
        this.most = most;
        this.announced = announced;
        this.silence = silence;
        this.watchdog = watchdog;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        begin();
        boolean going = false;
        try {
            int got = count(in.read(into, offset, length));
            going = got >= 0;
            return got;
        } catch (SourceFault fault) {
            throw fault;
        } catch (IOException broken) {
            throw silenced
                    ? new SourceFault(Reason.TIMED_OUT, "no byte of the body for " + silence.toSeconds() + " s", broken)
                    : new SourceFault(Reason.CUT_SHORT, "the body broke off after " + read + " bytes", broken);
        } finally {
            reading = false;
            if (!going) {
                watch.cancel(false);
            }
        }
    }

    /// One watch for the whole body, which looks after each span of silence whether there was one: a timer for each
    /// read would cost more than the read.
    private void begin() {
        since = System.nanoTime();
        reading = true;
        if (!watched) {
            watched = true;
            watch = watchIn(silence.toNanos());
        }
    }

    private Future<?> watchIn(long nanos) {
        return watchdog.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
    }

    private void look() {
        long waited = reading ? System.nanoTime() - since : 0;
        if (waited >= silence.toNanos()) {
            silence();
        } else {
            watch = watchIn(silence.toNanos() - waited);
        }
    }

    @Override
    public void close() throws IOException {
        watch.cancel(false);
        super.close();
    }

    @Override
    public long skip(long bytes) throws IOException {
        return in.skip(0);
    }

    private int count(int got) throws SourceFault {
        if (got < 0) {
            if (announced.isPresent() && announced.getAsLong() != read) {
                throw new SourceFault(
                        Reason.CUT_SHORT, "the body has " + read + " bytes, announced were " + announced.getAsLong());
            }
            return got;
        }
        read += got;
        if (read > most) {
            throw new SourceFault(Reason.TOO_LARGE, "the body is larger than the limit of " + most + " bytes");
        }
        return got;
    }

    private void silence() {
        silenced = true;
        try {
            in.close();
        } catch (IOException alreadyClosed) {
            silenced = true;
        }
    }
}
