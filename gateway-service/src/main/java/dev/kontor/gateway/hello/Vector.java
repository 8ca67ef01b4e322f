package dev.kontor.gateway.hello;

import java.nio.ByteBuffer;
import java.util.Optional;

/// The variable-length vectors of the TLS presentation language (RFC 8446 §3.4): a length, then as many bytes.
/// Empty when the bytes end before the vector does.
final class Vector {
    private Vector() {}

    static Optional<ByteBuffer> withByteLength(ByteBuffer in) {
        return in.remaining() < 1 ? Optional.empty() : take(in, Byte.toUnsignedInt(in.get()));
    }

    static Optional<ByteBuffer> withShortLength(ByteBuffer in) {
        return in.remaining() < 2 ? Optional.empty() : take(in, Short.toUnsignedInt(in.getShort()));
    }

    private static Optional<ByteBuffer> take(ByteBuffer in, int length) {
        if (in.remaining() < length) {
            return Optional.empty();
        }
        ByteBuffer taken = in.slice(in.position(), length);
        in.position(in.position() + length);
        return Optional.of(taken);
    }
}
