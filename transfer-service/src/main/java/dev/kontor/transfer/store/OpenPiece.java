package dev.kontor.transfer.store;

import java.io.IOException;
import java.nio.ByteBuffer;

/// A piece that is open for reading; it stays readable until closed, even when it is collected meanwhile.
public interface OpenPiece extends AutoCloseable {
    long length();

    /// Fills what remains in `target` from `offset` of the ciphertext.
    ///
    /// @throws IOException also when the piece ends before `target` is full
    void read(long offset, ByteBuffer target) throws IOException;

    @Override
    void close() throws IOException;
}
