package dev.kontor.transfer.download;

import dev.kontor.transfer.frame.Frame;
import dev.kontor.transfer.peer.PeerConnection;
import dev.kontor.transfer.peer.PieceArrivals;
import dev.kontor.transfer.session.SessionEvent;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// One batch on its way in from one source. Pieces go to the workers as they complete; while too many of them wait
/// there, the connection is not read, so that a slow disk slows the partner's disk down and nothing piles up in
/// between.
final class Arrivals implements PieceArrivals {
    // Our choice: pieces of one connection that are here and not yet on disk.
    static final int MOST_UNDER_WORK = 6;

    static final int FEW_UNDER_WORK = 3;

    /// What the batches of one connection share.
    ///
    /// @param origin whether it is of the site that the snapshot is of
    record Source(int number, PeerConnection connection, Lines lines, boolean origin, AtomicInteger underWork) {
        Source(int number, PeerConnection connection, Lines lines, boolean origin) {
            this(number, connection, lines, origin, new AtomicInteger());
        }

        void begin() {
            if (underWork.incrementAndGet() >= MOST_UNDER_WORK) {
                connection.reading(false);
            }
        }

        void end() {
            if (underWork.decrementAndGet() <= FEW_UNDER_WORK) {
                connection.reading(true);
            }
        }
    }

    /// A piece that is here whole. Its buffer holds what it held before behind the piece's end.
    static final class Arrived {
        final byte[] bytes;
        final int length;
        final boolean proven;

        /// @param proven whether its leaves were compared with its id
        Arrived(byte[] bytes, int length, boolean proven) {
            this.bytes = bytes;
            this.length = length;
            this.proven = proven;
        }

        ByteBuffer ciphertext() {
            return ByteBuffer.wrap(bytes, 0, length);
        }
    }

    private final PieceDownload download;
    private final Source source;
    private final List<Integer> pieces;

    Arrivals(PieceDownload download, Source source, List<Integer> pieces) {
        this.download = download;
        this.source = source;
        this.pieces = pieces;
    }

    @Override
    public int expected(int index) {
        return download.wanted(pieces.get(index)).length();
    }

    @Override
    public byte[] buffer(int length) {
        return download.buffers().take(length);
    }

    @Override
    public void onProgress(int bytes) {
        download.post(new SessionEvent.Progress(source.number(), bytes));
    }

    @Override
    public void onPiece(int index, byte[] ciphertext, int length, boolean proven) {
        source.begin();
        download.inspect(source, pieces.get(index), new Arrived(ciphertext, length, proven));
    }

    @Override
    public void onLie(int index, String reason) {
        download.onLie(source, pieces.get(index), reason);
    }

    @Override
    public void onStatus(int index, Frame.Status status, byte[] buffer) {
        download.buffers().give(buffer);
        int piece = pieces.get(index);
        download.post(
                switch (status) {
                    case Frame.Missing _ -> new SessionEvent.Missing(source.number(), piece);
                    case Frame.Busy(var _, var millis) ->
                        new SessionEvent.Busy(source.number(), piece, Duration.ofMillis(Math.min(millis, 10_000)));
                    case Frame.Denied(var _, var rule, var detail) ->
                        new SessionEvent.Denied(source.number(), rule, detail);
                    case Frame.Gone _ -> new SessionEvent.Gone(source.number());
                    case Frame.End _ -> throw new IllegalStateException("END is no refusal");
                });
    }

    @Override
    public void onLost(String reason, List<byte[]> buffers) {
        buffers.forEach(download.buffers()::give);
        download.post(new SessionEvent.Left(source.number(), reason));
    }
}
