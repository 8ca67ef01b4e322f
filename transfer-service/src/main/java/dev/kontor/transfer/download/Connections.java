package dev.kontor.transfer.download;

import dev.kontor.transfer.download.Arrivals.Source;
import dev.kontor.transfer.peer.PeerConnection;
import dev.kontor.transfer.session.SessionEvent;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The connections of one download, by the numbers that its session gives them. Safe for use by any thread.
final class Connections {
    private final Progress progress;
    private final Consumer<SessionEvent> session;
    private final List<Lines> lines = new CopyOnWriteArrayList<>();
    private final Map<Integer, Source> sources = new ConcurrentHashMap<>();
    private volatile boolean over;

    Connections(Progress progress, Consumer<SessionEvent> session) {
        this.progress = progress;
        this.session = session;
    }

    /// One more site to connect to; answers its number, which is 0 for the first, the origin.
    int add(Lines holder) {
        synchronized (lines) {
            lines.add(holder);
            return lines.size() - 1;
        }
    }

    Optional<Source> find(int number) {
        return Optional.ofNullable(sources.get(number));
    }

    /// One that can be asked, the origin's if there is one.
    Optional<Source> best() {
        return sources.values().stream()
                .filter(source -> source.connection().open())
                .max(Comparator.comparing(Source::origin));
    }

    void open(int number, int holder, Duration delay) {
        Lines from = lines.get(holder);
        CompletableFuture<Boolean> waited =
                new CompletableFuture<Boolean>().completeOnTimeout(true, delay.toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<PeerConnection> opening = delay.isZero() ? from.open() : waited.thenCompose(_ -> from.open());
        var _ = opening.whenComplete((connection, failure) -> {
            if (connection == null) {
                session.accept(new SessionEvent.Left(number, PieceDownload.reason(failure)));
            } else {
                sources.put(number, new Source(number, connection, from, holder == 0));
                progress.onSources(1);
                releaseIfOver(number);
                var _ = connection.closed().thenAccept(why -> session.accept(new SessionEvent.Left(number, why)));
                session.accept(new SessionEvent.Joined(number, connection.window()));
            }
        });
    }

    /// A connection that was opened too late goes back at once.
    private void releaseIfOver(int number) {
        if (over) {
            release(number, false);
        }
    }

    void blame(int number, String reason) {
        Source source = sources.remove(number);
        if (source != null) {
            progress.onSources(-1);
            source.lines().blame(source.connection(), reason);
        }
    }

    /// Gives a connection back. One on which pieces are still on their way is of no use to anybody.
    void release(int number, boolean owing) {
        Source source = sources.remove(number);
        if (source != null) {
            progress.onSources(-1);
            if (owing) {
                source.connection().close();
            }
            source.lines().release(source.connection());
        }
    }

    /// Gives all of them back, also those that are opened from now on.
    void end() {
        over = true;
        sources.keySet().forEach(this::releaseIfOver);
    }
}
