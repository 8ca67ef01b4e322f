package dev.kontor.transfer.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Headers of a POSIX tar archive (IEEE 1003.1 pax interchange format): a plain `ustar` header where the name and the
/// size fit, a pax extended header in front of it where they do not.
public final class Tar {
    /// Specification.
    public static final int BLOCK = 512;

    private static final int NAME_BYTES = 100;
    private static final long MAX_OCTAL_SIZE = 0_7777_7777_777L;

    private Tar() {}

    /// Everything that stands before the bytes of a file.
    ///
    /// @param path relative, `/` between segments
    public static byte[] header(String path, long size, Optional<Instant> modified) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(BLOCK);
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        boolean ascii = name.length == path.length();
        long seconds = modified.map(Instant::getEpochSecond).orElse(0L);
        if (name.length > NAME_BYTES || !ascii || size > MAX_OCTAL_SIZE) {
            byte[] records =
                    (record("path", path) + record("size", Long.toString(size))).getBytes(StandardCharsets.UTF_8);
            out.writeBytes(block("pax".getBytes(StandardCharsets.US_ASCII), records.length, seconds, 'x'));
            out.writeBytes(records);
            out.writeBytes(padding(records.length));
        }
        out.writeBytes(block(name, Math.min(size, MAX_OCTAL_SIZE), seconds, '0'));
        return out.toByteArray();
    }

    /// The zeros after the bytes of a file of this size.
    public static byte[] padding(long size) {
        return new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)];
    }

    /// The end of an archive.
    public static byte[] end() {
        return new byte[2 * BLOCK];
    }

    /// `length key=value\n`, where length counts itself too.
    private static String record(String key, String value) {
        int rest = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8).length;
        int length = rest + Integer.toString(rest).length();
        if (Integer.toString(length).length() != Integer.toString(rest).length()) {
            length = rest + Integer.toString(length).length();
        }
        return length + " " + key + "=" + value + "\n";
    }

    private static byte[] block(byte[] name, long size, long modified, char type) {
        byte[] block = new byte[BLOCK];
        System.arraycopy(name, 0, block, 0, Math.min(name.length, NAME_BYTES));
        octal(block, 100, 8, 0644);
        octal(block, 108, 8, 0);
        octal(block, 116, 8, 0);
        octal(block, 124, 12, size);
        octal(block, 136, 12, Math.max(0, Math.min(modified, MAX_OCTAL_SIZE)));
        Arrays.fill(block, 148, 156, (byte) ' ');
        block[156] = (byte) type;
        put(block, 257, "ustar\0" + "00");
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        put(block, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
        return block;
    }

    private static void octal(byte[] block, int offset, int width, long value) {
        put(block, offset, String.format(Locale.ROOT, "%0" + (width - 1) + "o", value));
    }

    private static void put(byte[] block, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, block, offset, bytes.length);
    }
}
