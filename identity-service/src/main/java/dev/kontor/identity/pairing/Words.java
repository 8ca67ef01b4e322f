package dev.kontor.identity.pairing;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.words.WordList;
import java.util.List;

/// Six words for the first 66 bits of a digest.
final class Words {
    static final int COUNT = 6;

    private Words() {}

    static List<String> of(Bytes digest) {
        return WordList.of(digest, COUNT);
    }
}
