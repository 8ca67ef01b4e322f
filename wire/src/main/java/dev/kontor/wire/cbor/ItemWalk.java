package dev.kontor.wire.cbor;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;

/// Walks over any one item and everything in it, and refuses what is not deterministic.
final class ItemWalk {
    private final CborReader reader;

    ItemWalk(CborReader reader) {
        this.reader = reader;
    }

    void item(int depth) {
        if (depth > CborReader.MAX_DEPTH) {
            throw reader.malformed("nested deeper than " + CborReader.MAX_DEPTH);
        }
        switch (reader.peekType()) {
            case UINT, NEGATIVE -> reader.readInt();
            case BYTES -> reader.readBytes(Integer.MAX_VALUE);
            case TEXT -> reader.readText(Integer.MAX_VALUE);
            case BOOL -> reader.readBool();
            case NULL -> reader.readNull();
            case TAG -> {
                reader.readAnyTag();
                item(depth + 1);
            }
            case ARRAY -> {
                for (int left = reader.readArray(Integer.MAX_VALUE); left > 0; left--) {
                    item(depth + 1);
                }
            }
            case MAP -> map(depth);
        }
    }

    private void map(int depth) {
        Bytes previous = Bytes.EMPTY;
        for (int left = reader.readMap(Integer.MAX_VALUE); left > 0; left--) {
            int start = reader.offset();
            item(depth + 1);
            Bytes key = reader.since(start);
            if (key.compareTo(previous) <= 0) {
                throw new MalformedException(start, "map key repeated or out of order");
            }
            previous = key;
            item(depth + 1);
        }
    }
}
