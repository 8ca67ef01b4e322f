package dev.kontor.transfer.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// A piece on an S3 server. Whoever reads on where it stopped reads one answer to its end; elsewhere, and where the
/// line breaks, another ranged request begins. Used by one thread at a time.
final class S3Piece implements OpenPiece {
    private static final int ATTEMPTS = 3;
    private static final int PORTION = 64 * 1024;

    /// A GET from an offset to the end.
    @FunctionalInterface
    interface From {
        ResponseInputStream<GetObjectResponse> open(long offset) throws IOException;
    }

    private final From from;
    private final long length;
    private @Nullable ResponseInputStream<GetObjectResponse> body;
    private long at;

    /// @param body of a GET from the beginning
    S3Piece(From from, ResponseInputStream<GetObjectResponse> body) {
        this.from = from;
        this.body = body;
        this.length = body.response().contentLength();
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        if (offset < 0 || offset + target.remaining() > length) {
            throw new IOException("a piece of " + length + " bytes has none at " + (offset + target.remaining()));
        }
        int begin = target.position();
        for (int attempt = 1; target.hasRemaining(); attempt++) {
            try {
                fill(offset + target.position() - begin, target);
            } catch (StoreAwayException away) {
                throw away;
            } catch (IOException broken) {
                leave();
                if (attempt == ATTEMPTS) {
                    throw new StoreAwayException("the S3 store broke off a piece: " + broken.getMessage(), broken);
                }
            }
        }
    }

    private void fill(long offset, ByteBuffer target) throws IOException {
        InputStream in = at(offset);
        byte[] portion = new byte[Math.min(PORTION, target.remaining())];
        while (target.hasRemaining()) {
            int read = in.read(portion, 0, Math.min(portion.length, target.remaining()));
            if (read < 0) {
                throw new EOFException("the answer ends at " + at);
            }
            target.put(portion, 0, read);
            at += read;
        }
    }

    private InputStream at(long offset) throws IOException {
        ResponseInputStream<GetObjectResponse> open = body;
        if (open == null || at != offset) {
            leave();
            open = from.open(offset);
            body = open;
            at = offset;
        }
        return open;
    }

    private void leave() {
        ResponseInputStream<GetObjectResponse> open = body;
        body = null;
        if (open != null) {
            open.abort();
        }
    }

    @Override
    public void close() throws IOException {
        ResponseInputStream<GetObjectResponse> open = body;
        if (open != null && at == length) {
            body = null;
            open.close();
        } else {
            leave();
        }
    }
}
