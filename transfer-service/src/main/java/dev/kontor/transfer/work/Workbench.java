package dev.kontor.transfer.work;

import dev.kontor.wire.content.ContentLimits;
import dev.kontor.wire.content.PieceHasher;
import dev.kontor.wire.crypto.PieceCipher;
import dev.kontor.wire.crypto.Sha256;
import java.security.MessageDigest;
import java.util.Arrays;

/// What one worker thread keeps between jobs, so that a job allocates nothing large. Owned by its thread.
public final class Workbench {
    private final PieceCipher cipher = new PieceCipher();
    private final PieceHasher hasher = new PieceHasher();
    private final MessageDigest sha256 = Sha256.newDigest();
    private byte[] scratch = new byte[ContentLimits.DEFAULT_PIECE + PieceCipher.TAG_SIZE];

    public PieceCipher cipher() {
        return cipher;
    }

    public PieceHasher hasher() {
        return hasher;
    }

    public MessageDigest sha256() {
        return sha256;
    }

    /// An array of at least this many bytes; its content is whatever the last job left.
    public byte[] scratch(int size) {
        if (size > scratch.length) {
            scratch = Arrays.copyOf(scratch, size);
        }
        return scratch;
    }
}
