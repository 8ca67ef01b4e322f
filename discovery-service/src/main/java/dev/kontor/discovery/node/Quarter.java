package dev.kontor.discovery.node;

import dev.kontor.wire.bytes.Bytes;
import java.util.Arrays;

/// A quarter of the publishers under a key. Records come in pages in the order of their publishers, and publishers are
/// hashes; so four keepers can be asked for a quarter each at the same time instead of one for all pages in a row.
record Quarter(int index) {
    static final int COUNT = 4;
    private static final int BYTES = 32;
    private static final int WIDTH = 256 / COUNT;

    /// The last possible publisher before this quarter; what follows it is in the quarter, or behind it.
    Bytes edge() {
        byte[] edge = new byte[BYTES];
        if (index > 0) {
            Arrays.fill(edge, (byte) 0xff);
            edge[0] = (byte) (index * WIDTH - 1);
        }
        return Bytes.of(edge);
    }

    boolean contains(Bytes publisher) {
        return (publisher.at(0) & 0xff) / WIDTH == index;
    }
}
