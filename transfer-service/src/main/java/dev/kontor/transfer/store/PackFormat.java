package dev.kontor.transfer.store;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.ContentLimits;
import dev.kontor.wire.content.PieceId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/// How packs and their tables are written. Numbers are big-endian; checksums are CRC-32C (RFC 3720, B.4).
///
/// ```
/// pack:   "KONTPCK1" { length u32 | piece id 32 | checksum of both u32 | ciphertext }*
/// table:  "KONTTBL1" | size of the pack u32 | { piece id 32 | offset u32 | length u32 }* | checksum of all before u32
/// ```
///
/// The checksum guards the chain of records only. The content is guarded by its id.
final class PackFormat {
    static final int FILE_HEADER = 8;
    static final int RECORD_HEADER = 4 + PieceId.SIZE + 4;

    /// Our choice: as much as one flush is worth, and little enough to be read through after a crash.
    static final long FULL = 64L << 20;

    private static final Bytes PACK = Bytes.utf8("KONTPCK1");
    private static final Bytes TABLE = Bytes.utf8("KONTTBL1");
    private static final int ENTRY = PieceId.SIZE + 4 + 4;
    private static final int TABLE_FRAME = FILE_HEADER + 4 + 4;

    private PackFormat() {}

    static ByteBuffer fileHeader() {
        return PACK.toBuffer();
    }

    static boolean isFileHeader(ByteBuffer header) {
        return Bytes.of(header).equals(PACK);
    }

    static ByteBuffer recordHeader(PieceId id, int length) {
        ByteBuffer header = ByteBuffer.allocate(RECORD_HEADER).putInt(length);
        id.bytes().copyTo(header);
        return header.putInt(checksum(header.array(), RECORD_HEADER - 4)).flip();
    }

    /// What a record's header says; empty when it is none.
    static Optional<PackEntry> record(byte[] header, int offset) {
        ByteBuffer fields = ByteBuffer.wrap(header);
        int length = fields.getInt();
        Bytes id = Bytes.of(header, 4, PieceId.SIZE);
        boolean whole = fields.getInt(RECORD_HEADER - 4) == checksum(header, RECORD_HEADER - 4);
        return whole && length > 0 && length <= ContentLimits.MAX_CIPHERTEXT
                ? Optional.of(new PackEntry(new PieceId(id), offset, length))
                : Optional.empty();
    }

    static ByteBuffer table(int packSize, List<PackEntry> entries) {
        ByteBuffer table = ByteBuffer.allocate(TABLE_FRAME + ENTRY * entries.size());
        TABLE.copyTo(table);
        table.putInt(packSize);
        for (PackEntry entry : entries) {
            entry.id().bytes().copyTo(table);
            table.putInt(entry.offset()).putInt(entry.length());
        }
        return table.putInt(checksum(table.array(), table.position())).flip();
    }

    /// The entries of a table; empty when it is torn, or not of a pack of this size.
    static Optional<List<PackEntry>> entries(byte[] table, long packSize) {
        int body = table.length - TABLE_FRAME;
        ByteBuffer fields = ByteBuffer.wrap(table);
        if (body < 0
                || body % ENTRY != 0
                || !Bytes.of(table, 0, FILE_HEADER).equals(TABLE)
                || fields.getInt(FILE_HEADER) != packSize
                || fields.getInt(table.length - 4) != checksum(table, table.length - 4)) {
            return Optional.empty();
        }
        fields.position(FILE_HEADER + 4);
        List<PackEntry> entries = new ArrayList<>(body / ENTRY);
        for (int left = body / ENTRY; left > 0; left--) {
            PieceId id = new PieceId(Bytes.of(table, fields.position(), PieceId.SIZE));
            fields.position(fields.position() + PieceId.SIZE);
            entries.add(new PackEntry(id, fields.getInt(), fields.getInt()));
        }
        return Optional.of(entries);
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }
}
