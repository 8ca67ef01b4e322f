package dev.kontor.wire.evidence;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/// The one ZIP file that there is for a list of parts: nothing compressed, no dates, comments or extra fields. Other
/// ZIP programs read it; this reader refuses every byte that the writer would not have written. So nothing can hide
/// in it, nothing inflates, and no bit of it can change unseen.
final class StoredZip {
    static final int MAX_SIZE = 16 * 1024 * 1024;
    static final int MAX_PARTS = 32;

    private static final Pattern NAME =
            Pattern.compile("([A-Za-z][A-Za-z-]{0,31}/)?[A-Za-z][A-Za-z0-9-]{0,31}(\\.[a-z0-9]{1,8})?");
    private static final int MAX_NAME = 80;
    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int LOCAL_SIZE = 30;
    private static final int CENTRAL_SIZE = 46;
    private static final int END_SIZE = 22;

    /// Before 2.0, as nothing is compressed.
    private static final short VERSION = 10;

    /// 1 January 1980, the earliest there is.
    private static final short DATE = 0x21;

    private StoredZip() {}

    static Bytes write(List<Part> parts) {
        int size = END_SIZE;
        for (Part part : parts) {
            size += LOCAL_SIZE
                    + CENTRAL_SIZE
                    + 2 * name(part).length
                    + part.content().size();
        }
        ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        List<Integer> offsets = new ArrayList<>();
        for (Part part : parts) {
            offsets.add(out.position());
            describe(out.putInt(LOCAL), part).put(name(part));
            part.content().copyTo(out);
        }
        int directory = out.position();
        for (int i = 0; i < parts.size(); i++) {
            describe(out.putInt(CENTRAL).putShort(VERSION), parts.get(i))
                    .putShort((short) 0) // comment
                    .putShort((short) 0) // disk
                    .putShort((short) 0) // internal attributes
                    .putInt(0) // external attributes
                    .putInt(offsets.get(i))
                    .put(name(parts.get(i)));
        }
        int directorySize = out.position() - directory;
        out.putInt(END)
                .putInt(0) // disks
                .putShort((short) parts.size())
                .putShort((short) parts.size())
                .putInt(directorySize)
                .putInt(directory)
                .putShort((short) 0); // comment
        return Bytes.of(out.flip());
    }

    /// What local header and directory entry have in common.
    private static ByteBuffer describe(ByteBuffer out, Part part) {
        return out.putShort(VERSION)
                .putShort((short) 0) // flags
                .putShort((short) 0) // stored
                .putShort((short) 0) // time
                .putShort(DATE)
                .putInt(crc(part.content()))
                .putInt(part.content().size())
                .putInt(part.content().size())
                .putShort((short) name(part).length)
                .putShort((short) 0); // extra
    }

    /// The parts of a container.
    ///
    /// @throws MalformedException when the writer did not write it
    static List<Part> read(Bytes zip) {
        if (zip.size() > MAX_SIZE) {
            throw new MalformedException(0, "more than " + MAX_SIZE + " bytes");
        }
        List<Part> parts = new ArrayList<>();
        ByteBuffer in = zip.toBuffer().order(ByteOrder.LITTLE_ENDIAN);
        try {
            while (in.getInt(in.position()) == LOCAL) {
                if (parts.size() == MAX_PARTS) {
                    throw new MalformedException(in.position(), "more than " + MAX_PARTS + " files");
                }
                parts.add(part(zip, in));
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException _) {
            throw new MalformedException(in.position(), "ends too early");
        }
        Bytes same = write(parts);
        if (parts.isEmpty()) {
            throw new MalformedException(0, "not a ZIP file; kontor evidence export writes one");
        }
        if (!same.equals(zip)) {
            throw new MalformedException(difference(same, zip), "not as the container was written");
        }
        return parts;
    }

    private static Part part(Bytes zip, ByteBuffer in) {
        int start = in.position();
        if (in.remaining() < LOCAL_SIZE) {
            throw new MalformedException(start, "ends too early");
        }
        int size = in.getInt(start + 18);
        int nameLength = in.getShort(start + 26);
        if (size < 0 || nameLength < 1 || nameLength > MAX_NAME) {
            throw new MalformedException(start, "no file of our containers");
        }
        in.position(start + LOCAL_SIZE);
        byte[] name = new byte[nameLength];
        in.get(name);
        String text = new String(name, StandardCharsets.ISO_8859_1);
        if (!NAME.matcher(text).matches()) {
            throw new MalformedException(start + LOCAL_SIZE, "no name of a file in our containers");
        }
        if (in.remaining() < size) {
            throw new MalformedException(start, "a file longer than the container");
        }
        Part part = new Part(text, zip.slice(in.position(), size));
        in.position(in.position() + size);
        return part;
    }

    private static int difference(Bytes one, Bytes other) {
        int least = Math.min(one.size(), other.size());
        for (int i = 0; i < least; i++) {
            if (one.at(i) != other.at(i)) {
                return i;
            }
        }
        return least;
    }

    private static byte[] name(Part part) {
        return part.name().getBytes(StandardCharsets.US_ASCII);
    }

    private static int crc(Bytes content) {
        CRC32 crc = new CRC32();
        crc.update(content.toBuffer());
        return (int) crc.getValue();
    }
}
