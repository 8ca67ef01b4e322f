package dev.kontor.wire.bytes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/// An immutable byte string with value equality and unsigned lexicographic order. Safe for use by any thread.
///
/// Text forms: hex (lower case) for digests, base64url without padding for opaque records, base32 (RFC 4648, lower
/// case, no padding) for ids that must fit a DNS label. Decoders accept exactly what the encoders write, so each
/// value has one text.
public final class Bytes implements Comparable<Bytes> {
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private static final HexFormat HEX = HexFormat.of();

    private final byte[] array;

    private Bytes(byte[] array) {
        this.array = array;
    }

    /// Copies the array.
    public static Bytes of(byte... bytes) {
        return bytes.length == 0 ? EMPTY : new Bytes(bytes.clone());
    }

    /// Copies `length` bytes from `offset`.
    public static Bytes of(byte[] bytes, int offset, int length) {
        return length == 0 ? EMPTY : new Bytes(Arrays.copyOfRange(bytes, offset, offset + length));
    }

    /// Copies what remains in the buffer and moves its position to its limit.
    public static Bytes of(ByteBuffer buffer) {
        byte[] copy = new byte[buffer.remaining()];
        buffer.get(copy);
        return new Bytes(copy);
    }

    /// The bytes of a text in UTF-8. Lone surrogates become `?`, as everywhere in Java.
    public static Bytes utf8(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    public static Bytes fromHex(String text) {
        try {
            byte[] bytes = HEX.parseHex(text);
            return requireSame(text, new Bytes(bytes), HEX.formatHex(bytes), "hex");
        } catch (IllegalArgumentException notHex) {
            throw malformed(text, "hex", notHex);
        }
    }

    public static Bytes fromBase64Url(String text) {
        try {
            Bytes bytes = new Bytes(Base64.getUrlDecoder().decode(text));
            return requireSame(text, bytes, bytes.base64Url(), "unpadded base64url");
        } catch (IllegalArgumentException notBase64) {
            throw malformed(text, "unpadded base64url", notBase64);
        }
    }

    public static Bytes fromBase32(String text) {
        return new Bytes(Base32.decode(text));
    }

    public static Bytes concat(Bytes... parts) {
        return concat(List.of(parts));
    }

    public static Bytes concat(List<Bytes> parts) {
        byte[] all = new byte[parts.stream().mapToInt(Bytes::size).reduce(0, Math::addExact)];
        int at = 0;
        for (Bytes part : parts) {
            System.arraycopy(part.array, 0, all, at, part.array.length);
            at += part.array.length;
        }
        return new Bytes(all);
    }

    public int size() {
        return array.length;
    }

    public boolean empty() {
        return array.length == 0;
    }

    public byte at(int index) {
        return array[index];
    }

    /// A copy of the bytes.
    public byte[] toArray() {
        return array.clone();
    }

    /// A read-only view; copies nothing.
    public ByteBuffer toBuffer() {
        return ByteBuffer.wrap(array).asReadOnlyBuffer();
    }

    /// Appends these bytes to a buffer.
    public void copyTo(ByteBuffer target) {
        target.put(array);
    }

    /// Copies these bytes into an array from `offset`.
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(array, 0, target, offset, array.length);
    }

    /// Feeds these bytes to a digest without a copy.
    public void update(MessageDigest digest) {
        digest.update(array);
    }

    /// A copy of `length` bytes from `offset`.
    public Bytes slice(int offset, int length) {
        Objects.checkFromIndexSize(offset, length, array.length);
        return of(array, offset, length);
    }

    public boolean startsWith(Bytes prefix) {
        return array.length >= prefix.array.length
                && Arrays.equals(array, 0, prefix.array.length, prefix.array, 0, prefix.array.length);
    }

    /// Equality in a time that does not depend on where the difference is; for secrets and authenticators.
    public boolean equalsConstantTime(Bytes other) {
        return MessageDigest.isEqual(array, other.array);
    }

    public String hex() {
        return HEX.formatHex(array);
    }

    public String base64Url() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(array);
    }

    public String base32() {
        return Base32.encode(array);
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(array, other.array);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(array, that.array);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(array);
    }

    /// Hex, shortened when long: for messages, not for storage.
    @Override
    public String toString() {
        return array.length <= 64 ? hex() : HEX.formatHex(array, 0, 32) + "…(" + array.length + " bytes)";
    }

    private static Bytes requireSame(String text, Bytes bytes, String canonical, String form) {
        if (!canonical.equals(text)) {
            throw new MalformedException(0, "not canonical " + form);
        }
        return bytes;
    }

    private static MalformedException malformed(String text, String form, IllegalArgumentException cause) {
        MalformedException malformed =
                new MalformedException(0, "not " + form + " of " + text.length() + " characters");
        malformed.initCause(cause);
        return malformed;
    }
}
