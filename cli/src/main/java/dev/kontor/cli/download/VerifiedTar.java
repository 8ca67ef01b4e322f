package dev.kontor.cli.download;

import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.terminal.ProgressLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;

/// Copies a tar archive while checking that it holds exactly the files that were listed, each with its SHA-256.
///
/// Reads the pax interchange format of POSIX.1: blocks of 512 bytes, a `ustar` header before each file, and before
/// that an extended header where a name or size does not fit.
///
/// | offset | length | field |
/// |---|---|---|
/// | 0 | 100 | name, ended by NUL |
/// | 124 | 12 | size, octal |
/// | 156 | 1 | kind: `0` file, `x` extended header |
/// | 345 | 155 | prefix of the name |
final class VerifiedTar {

    private static final int BLOCK = 512;
    private static final int BUFFER = 128 * BLOCK;
    private static final int MAX_EXTENDED = 64 * 1024;

    private final InputStream in;
    private final Sink sink;
    private final Map<String, Digest> expected;
    private final ProgressLine progress;
    private final byte[] block = new byte[BLOCK];
    private final byte[] buffer = new byte[BUFFER];

    /// Where the archive goes.
    interface Sink {
        /// Bytes that belong to no file.
        void frame(byte[] bytes, int length) throws IOException;

        /// The content of this file follows.
        void begin(String name) throws IOException;

        void content(byte[] bytes, int length) throws IOException;

        /// The file is whole and right.
        void end(Downloaded file) throws IOException;
    }

    VerifiedTar(InputStream in, Sink sink, Map<String, Digest> expected, ProgressLine progress) {
        this.in = in;
        this.sink = sink;
        this.expected = new HashMap<>(expected);
        this.progress = progress;
    }

    /// Copies to the end; the archive is right when this returns.
    Totals copy() throws IOException {
        var totals = new Totals();
        Map<String, String> extended = Map.of();
        while (nextHeader()) {
            long size = extended.containsKey("size") ? decimal(extended.get("size")) : octal(124, 12);
            switch (block[156]) {
                case 'x' -> extended = extendedHeader(size);
                case '0', 0 -> {
                    totals.add(file(extended.getOrDefault("path", name()), size));
                    extended = Map.of();
                }
                default -> throw wrong("it holds something that is no file");
            }
        }
        if (!expected.isEmpty()) {
            throw wrong(expected.size() + " files are missing, such as "
                    + expected.keySet().iterator().next());
        }
        return totals;
    }

    private Downloaded file(String name, long size) throws IOException {
        Digest announced = expected.remove(name);
        if (announced == null) {
            throw wrong("it holds '" + name + "', which is not listed, or twice");
        }
        sink.begin(name);
        MessageDigest digest = Digest.start();
        long left = size;
        while (left > 0) {
            int read = in.readNBytes(buffer, 0, (int) Math.min(left, BUFFER));
            if (read == 0) {
                throw new IOException("the archive ended early");
            }
            digest.update(buffer, 0, read);
            sink.content(buffer, read);
            progress.add(read);
            left -= read;
        }
        pad(size);
        if (!Digest.of(digest.digest()).equals(announced)) {
            throw wrong("'" + name + "' has another SHA-256 than the listed one");
        }
        progress.fileDone();
        var file = new Downloaded(size, size, java.util.Optional.of(announced), false);
        sink.end(file);
        return file;
    }

    /// Reads the next header block; an empty one ends the archive.
    private boolean nextHeader() throws IOException {
        readBlock();
        for (byte each : block) {
            if (each != 0) {
                sink.frame(block, BLOCK);
                return true;
            }
        }
        sink.frame(block, BLOCK);
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            sink.frame(buffer, read);
        }
        return false;
    }

    private void readBlock() throws IOException {
        if (in.readNBytes(block, 0, BLOCK) < BLOCK) {
            throw new IOException("the archive ended early");
        }
    }

    /// Records of the form `length key=value\n`.
    private Map<String, String> extendedHeader(long size) throws IOException {
        if (size > MAX_EXTENDED) {
            throw wrong("an extended header is too long");
        }
        byte[] bytes = in.readNBytes((int) size);
        sink.frame(bytes, bytes.length);
        pad(size);
        Map<String, String> values = new HashMap<>();
        int at = 0;
        while (at < bytes.length) {
            String rest = new String(bytes, at, Math.min(bytes.length - at, 8), StandardCharsets.US_ASCII);
            int space = rest.indexOf(' ');
            long length = space < 0 ? 0 : decimal(rest.substring(0, space));
            if (length <= space || at + length > bytes.length) {
                throw wrong("an extended header is malformed");
            }
            String record = new String(bytes, at + space + 1, (int) length - space - 2, StandardCharsets.UTF_8);
            int equals = record.indexOf('=');
            values.put(record.substring(0, Math.max(equals, 0)), record.substring(equals + 1));
            at += (int) length;
        }
        return values;
    }

    private void pad(long size) throws IOException {
        int rest = (int) (size % BLOCK);
        if (rest > 0) {
            byte[] padding = in.readNBytes(BLOCK - rest);
            if (padding.length < BLOCK - rest) {
                throw new IOException("the archive ended early");
            }
            sink.frame(padding, padding.length);
        }
    }

    private String name() {
        String prefix = text(345, 155);
        return prefix.isEmpty() ? text(0, 100) : prefix + "/" + text(0, 100);
    }

    private String text(int offset, int length) {
        int end = offset;
        while (end < offset + length && block[end] != 0) {
            end++;
        }
        return new String(block, offset, end - offset, StandardCharsets.UTF_8);
    }

    private long octal(int offset, int length) {
        try {
            return Long.parseLong(text(offset, length).strip(), 8);
        } catch (NumberFormatException e) {
            throw wrong("a header is malformed");
        }
    }

    private static long decimal(String digits) {
        if (!digits.matches("\\d{1,18}")) {
            throw wrong("an extended header is malformed");
        }
        return Long.parseLong(digits);
    }

    private static Failure wrong(String why) {
        return new Failure(
                Exit.INTEGRITY,
                "The archive is not what was listed: " + why + ".",
                "Nothing was kept. Try again; if it happens again, tell the administrator of the site.");
    }
}
