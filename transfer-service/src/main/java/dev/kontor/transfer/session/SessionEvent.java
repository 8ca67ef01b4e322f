package dev.kontor.transfer.session;

import java.time.Duration;
import java.util.List;

/// What happened to a session. Pieces are positions in the list of wanted pieces, sources are numbers that the shell
/// gives to connections and never gives twice. Events about sources or pieces that the session no longer waits for are
/// ignored: they were on their way when the session made up its mind.
public sealed interface SessionEvent {
    /// A source is ready. Its window is the smaller of ours and what it allows.
    record Joined(int source, int windowPieces) implements SessionEvent {}

    /// So many bytes of pieces came in.
    record Progress(int source, long bytes) implements SessionEvent {}

    /// The piece came, its hash and key fit, and it is written to a temporary file.
    record Verified(int source, int piece) implements SessionEvent {}

    /// The piece came and is not what was asked for.
    record Bad(int source, int piece, String reason) implements SessionEvent {}

    record Missing(int source, int piece) implements SessionEvent {}

    record Busy(int source, int piece, Duration retryAfter) implements SessionEvent {}

    record Denied(int source, String rule, String detail) implements SessionEvent {}

    /// The source no longer has the snapshot.
    record Gone(int source) implements SessionEvent {}

    /// The connection could not be made, or is lost.
    record Left(int source, String reason) implements SessionEvent {}

    /// These pieces are durable.
    record Stored(List<Integer> pieces) implements SessionEvent {
        public Stored {
            pieces = List.copyOf(pieces);
        }
    }

    /// The disk would not take what came: nothing more can be done.
    record StoreFailed(String reason) implements SessionEvent {}

    /// The disk had no room for these pieces, which were good: they are lost, and nothing more is asked for until there
    /// is
    /// [Room]. The source is that of a piece that just came, or none.
    record StoreFull(int source, List<Integer> pieces) implements SessionEvent {
        static final int NO_SOURCE = -1;

        public StoreFull {
            pieces = List.copyOf(pieces);
        }

        /// Verified pieces that could not be made durable.
        public static StoreFull uncommitted(List<Integer> pieces) {
            return new StoreFull(NO_SOURCE, pieces);
        }
    }

    /// The disk has room again.
    record Room() implements SessionEvent {}

    /// What a reader wants, in the order in which it reads, in place of what it wanted before: it waits for the first
    /// one now, and will want the others soon. Nothing any more means that it has gone.
    record Wanted(long reader, List<Integer> pieces) implements SessionEvent {
        public Wanted {
            pieces = List.copyOf(pieces);
        }
    }

    /// One more site has pieces of the snapshot and helps; the shell numbers them from 1 on. Number 0, the origin, is
    /// there from the beginning.
    record Found(int holder) implements SessionEvent {}

    /// The origin says, apart from any piece, that we may not have the snapshot any more.
    record Withdrawn(String rule, String detail) implements SessionEvent {}

    /// Time has passed.
    record Tick() implements SessionEvent {}

    record Cancelled() implements SessionEvent {}

    /// Stop for now: what is verified is made durable, and then the session is over as [SessionEffect.Paused].
    record Paused() implements SessionEvent {}
}
