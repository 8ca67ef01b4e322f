package dev.kontor.transfer.rig;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.PieceId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A disk that changes what was written to it.
public final class Damage {
    // The id of a piece is followed by a checksum of four bytes, then by the piece.
    private static final int BEHIND_ID = PieceId.SIZE + 4;

    private Damage() {}

    /// Overwrites four bytes of a stored piece.
    public static void overwrite(Path store, PieceId id, int at) throws IOException {
        try (DirectoryStream<Path> packs = Files.newDirectoryStream(store.resolve("packs"), "*.pack")) {
            for (Path pack : packs) {
                int found = find(Files.readAllBytes(pack), id.bytes());
                if (found >= 0) {
                    try (FileChannel channel = FileChannel.open(pack, StandardOpenOption.WRITE)) {
                        var _ = channel.write(ByteBuffer.allocate(4), found + BEHIND_ID + at);
                    }
                    return;
                }
            }
        }
        throw new AssertionError("piece " + id + " is in no pack of " + store);
    }

    private static int find(byte[] pack, Bytes id) {
        for (int at = 0; at + id.size() <= pack.length; at++) {
            if (pack[at] == id.at(0) && Bytes.of(pack, at, id.size()).equals(id)) {
                return at;
            }
        }
        return -1;
    }
}
