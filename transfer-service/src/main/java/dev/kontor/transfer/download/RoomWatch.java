package dev.kontor.transfer.download;

import dev.kontor.transfer.session.SessionEvent;
import dev.kontor.transfer.session.SessionEvent.StoreFull;
import dev.kontor.transfer.store.PieceStore;
import dev.kontor.transfer.store.StoreAwayException;
import dev.kontor.transfer.store.StoreFullException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Looks whether a full store has room again, in growing pauses, and says so once each time. The pauses begin anew only
/// when something was stored, so that a disk that is full in a way which its free bytes do not show is not asked all
/// the time. Safe for use by any thread.
final class RoomWatch {
    // Our choice.
    static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /// Less than this is not worth the requests; less still when less is wanted.
    private static final long WORTH = 16L << 20;

    private final PieceStore store;
    private final long[] sizes;
    private final Consumer<SessionEvent> session;
    private volatile String waitingFor = "";
    private Duration pause = FIRST_PAUSE;
    private long left;
    private boolean watching;
    private boolean over;

    /// @param sizes of the pieces that are to be stored
    RoomWatch(PieceStore store, long[] sizes, Consumer<SessionEvent> session) {
        this.store = store;
        this.sizes = sizes.clone();
        this.left = LongStream.of(sizes).sum();
        this.session = session;
    }

    /// For what the session waits while the store takes nothing; for people.
    String waitingFor() {
        return waitingFor;
    }

    /// What the session is to know of a group's commit.
    SessionEvent onCommit(List<Integer> pieces, @Nullable Throwable failure) {
        if (failure == null) {
            onStored(pieces);
            return new SessionEvent.Stored(pieces);
        }
        return event(failure, StoreFull.uncommitted(pieces));
    }

    /// What the session is to know of a piece that came and could not be written down.
    SessionEvent onUnstaged(int source, int piece, @Nullable Throwable failure) {
        return event(failure, new StoreFull(source, List.of(piece)));
    }

    /// A store that is full or away is a matter of time; anything else ends the download.
    private SessionEvent event(@Nullable Throwable failure, StoreFull full) {
        Throwable cause = failure != null && failure.getCause() != null ? failure.getCause() : failure;
        return switch (failure instanceof IOException ? failure : cause) {
            case StoreFullException _ -> wait("room on the disk of the piece store", full);
            case StoreAwayException _ -> wait("the piece store to come back", full);
            case null, default -> new SessionEvent.StoreFailed(PieceDownload.reason(failure));
        };
    }

    private SessionEvent wait(String what, StoreFull full) {
        waitingFor = what;
        onFull();
        return full;
    }

    private synchronized void onFull() {
        if (!watching && !over) {
            watching = true;
            Duration wait = pause;
            pause = wait.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? wait.multipliedBy(2) : LONGEST_PAUSE;
            Executor later = CompletableFuture.delayedExecutor(
                    wait.toMillis(),
                    TimeUnit.MILLISECONDS,
                    task -> Thread.ofVirtual().name("room-watch").start(task));
            later.execute(this::look);
        }
    }

    private synchronized void onStored(List<Integer> pieces) {
        left -= pieces.stream().mapToLong(piece -> sizes[piece]).sum();
        pause = FIRST_PAUSE;
    }

    synchronized void end() {
        over = true;
    }

    private void look() {
        boolean room = room();
        synchronized (this) {
            watching = false;
            if (over) {
                return;
            }
        }
        if (room) {
            session.accept(new SessionEvent.Room());
        } else {
            onFull();
        }
    }

    private synchronized long enough() {
        return Math.clamp(left, 1, WORTH);
    }

    private boolean room() {
        try {
            return store.room() >= enough();
        } catch (IOException unknown) {
            return false;
        }
    }
}
