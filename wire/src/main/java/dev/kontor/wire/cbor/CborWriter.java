package dev.kontor.wire.cbor;

import dev.kontor.wire.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.BiConsumer;

/// Writes deterministic CBOR: shortest integers and definite lengths. The caller writes map keys in ascending order and
/// as many items as it announced. Not safe for use by several threads.
public final class CborWriter {
    private byte[] buffer = new byte[256];
    private int size;

    public CborWriter uint(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("negative: " + value);
        }
        return head(0, value);
    }

    public CborWriter integer(long value) {
        return value >= 0 ? head(0, value) : head(1, ~value);
    }

    public CborWriter bytes(Bytes value) {
        head(2, value.size());
        return raw(value);
    }

    public CborWriter text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        head(3, utf8.length);
        return append(utf8);
    }

    public CborWriter array(int count) {
        return head(4, count);
    }

    public CborWriter map(int count) {
        return head(5, count);
    }

    public CborWriter tag(long tag) {
        return head(6, tag);
    }

    public CborWriter bool(boolean value) {
        return put(value ? 0xf5 : 0xf4);
    }

    public CborWriter nothing() {
        return put(0xf6);
    }

    /// A time in whole seconds since 1970; what is below a second is dropped.
    public CborWriter instant(Instant value) {
        long second = value.getEpochSecond();
        if (second < 0 || second > CborReader.MAX_EPOCH_SECOND) {
            throw new IllegalArgumentException("a time is between 1970 and 9999: " + value);
        }
        return uint(second);
    }

    /// A map key of our records: a small unsigned integer.
    public CborWriter key(long key) {
        return uint(key);
    }

    /// An array whose items are written one by one.
    public <T> CborWriter array(Collection<T> items, BiConsumer<CborWriter, T> write) {
        array(items.size());
        items.forEach(item -> write.accept(this, item));
        return this;
    }

    /// An array of byte strings.
    public CborWriter bytesArray(Collection<Bytes> items) {
        return array(items, CborWriter::bytes);
    }

    /// An item that is encoded already.
    public CborWriter raw(Bytes encoded) {
        reserve(encoded.size());
        encoded.copyTo(buffer, size);
        size += encoded.size();
        return this;
    }

    /// How many bytes are written so far.
    public int size() {
        return size;
    }

    public Bytes toBytes() {
        return Bytes.of(buffer, 0, size);
    }

    private CborWriter head(int major, long value) {
        int type = major << 5;
        if (value < 24) {
            return put(type | (int) value);
        }
        int width = value <= 0xff ? 0 : value <= 0xffff ? 1 : value <= 0xffff_ffffL ? 2 : 3;
        put(type | (24 + width));
        for (int shift = (8 << width) - 8; shift >= 0; shift -= 8) {
            put((int) (value >>> shift));
        }
        return this;
    }

    private CborWriter put(int value) {
        reserve(1);
        buffer[size++] = (byte) value;
        return this;
    }

    private CborWriter append(byte[] bytes) {
        reserve(bytes.length);
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
        return this;
    }

    private void reserve(int more) {
        int needed = Math.addExact(size, more);
        if (needed > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(needed, buffer.length + (buffer.length >> 1)));
        }
    }
}
