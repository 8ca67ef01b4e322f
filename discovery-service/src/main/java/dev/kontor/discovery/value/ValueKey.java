package dev.kontor.discovery.value;

import dev.kontor.discovery.routing.Key;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Sha256;

/// The key that a client chose, 32 bytes of any kind. Its records lie elsewhere than those of sites, organisations and
/// names, so that no value can ever shadow one of them.
public record ValueKey(Bytes bytes) {
    public static final int SIZE = 32;
    private static final Bytes KIND = Bytes.utf8("kontor/value/1");

    public ValueKey {
        if (bytes.size() != SIZE) {
            throw new IllegalArgumentException("a key has 32 bytes, not " + bytes.size());
        }
    }

    /// Where a part of the value lies. All parts lie side by side, so the same nodes keep them.
    public Key place(int part) {
        Key first = Key.of(Sha256.digest(KIND, bytes));
        return new Key(first.first(), first.second(), first.third(), first.fourth() ^ part);
    }
}
