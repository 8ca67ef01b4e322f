package dev.kontor.wire.vectors;

import dev.kontor.wire.Samples;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.Cutter;
import dev.kontor.wire.crypto.Sha256;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the golden vectors of cutting are made of.
final class CutSamples {
    private static final Bytes LABEL = Bytes.utf8("kontor sample: cut");

    private CutSamples() {}

    /// Bytes that look random and that anyone can make again.
    static Bytes content(int size) {
        ByteBuffer content = ByteBuffer.allocate(size);
        for (int i = 0; content.hasRemaining(); i++) {
            content.put(block(i).toArray(), 0, Math.min(Sha256.SIZE, content.remaining()));
        }
        return Bytes.of(content.flip());
    }

    private static Bytes block(int number) {
        return Sha256.digest(LABEL, Bytes.of(ByteBuffer.allocate(Integer.BYTES).putInt(0, number)));
    }

    /// How long the pieces of an entry are.
    static List<Integer> lengths(Bytes content, int pieceSize) {
        Cutter cutter = new Cutter(Samples.NAMESPACE_SECRET, pieceSize);
        byte[] bytes = content.toArray();
        List<Integer> lengths = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            byte[] rest = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + pieceSize));
            int end = cutter.cut(rest, 0, rest.length);
            lengths.add(end == Cutter.NONE ? rest.length : end);
            at += lengths.getLast();
        }
        return lengths;
    }

    /// Entries of 5000 bytes after which a shared piece of 40,000 bytes ends, or does not.
    static List<Map<String, Object>> sharedPieces() {
        Cutter cutter = new Cutter(Samples.NAMESPACE_SECRET, 65536);
        List<Map<String, Object>> vectors = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Map<String, Object> vector = new LinkedHashMap<>();
            vector.put("entrySha256", block(i).hex());
            vector.put("entrySize", 5000);
            vector.put("pieceLength", 40_000);
            vector.put("pieceSize", 65536);
            vector.put("ends", cutter.endsShared(block(i), 5000, 40_000));
            vectors.add(vector);
        }
        return vectors;
    }
}
