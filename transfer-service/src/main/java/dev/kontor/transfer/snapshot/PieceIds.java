package dev.kontor.transfer.snapshot;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.PieceId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// All pieces of one snapshot, as a set that costs little more than the ids themselves.
public record PieceIds(Set<Bytes> ids) {
    /// Ids in a row of the database.
    static final int PART = 4096;

    public PieceIds {
        ids = Set.copyOf(ids);
    }

    public boolean contains(Bytes pieceId) {
        return ids.contains(pieceId);
    }

    static List<byte[]> parts(List<PieceId> pieces) {
        List<byte[]> parts = new ArrayList<>();
        for (int from = 0; from < pieces.size(); from += PART) {
            int count = Math.min(PART, pieces.size() - from);
            byte[] part = new byte[count * PieceId.SIZE];
            for (int i = 0; i < count; i++) {
                pieces.get(from + i).bytes().copyTo(part, i * PieceId.SIZE);
            }
            parts.add(part);
        }
        return parts;
    }

    static PieceIds of(List<byte[]> parts) {
        Set<Bytes> ids = new HashSet<>();
        for (byte[] part : parts) {
            for (int at = 0; at < part.length; at += PieceId.SIZE) {
                ids.add(Bytes.of(Arrays.copyOfRange(part, at, at + PieceId.SIZE)));
            }
        }
        return new PieceIds(ids);
    }
}
