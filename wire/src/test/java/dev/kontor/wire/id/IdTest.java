package dev.kontor.wire.id;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.wire.Samples;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.content.PieceId;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IdTest {
    /// One kind of id.
    record Kind<T extends Comparable<T>>(
            String name, int size, int characters, Function<Bytes, T> make, Function<String, T> parse) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Kind<?>> kinds() {
        return Stream.of(
                new Kind<>("organisation", 32, 52, OrgId::new, OrgId::parse),
                new Kind<>("site", 32, 52, SiteId::new, SiteId::parse),
                new Kind<>("node", 32, 52, NodeId::new, NodeId::parse),
                new Kind<>("snapshot", 32, 64, SnapshotId::new, SnapshotId::parse),
                new Kind<>("piece", 32, 64, PieceId::new, PieceId::parse),
                new Kind<>("grant", 16, 32, GrantId::new, GrantId::parse),
                new Kind<>("pairing", 16, 32, PairingId::new, PairingId::parse),
                new Kind<>("transfer", 16, 32, TransferId::new, TransferId::parse));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T extends Comparable<T>> void readsItsTextBackAndNoOther(Kind<T> kind) {
        Bytes bytes = Samples.secret("id").slice(0, kind.size());
        T id = kind.make().apply(bytes);
        assertEquals(kind.characters(), id.toString().length());
        assertEquals(id, kind.parse().apply(id.toString()));
        assertEquals(0, id.compareTo(kind.make().apply(bytes)));
        assertTrue(id.compareTo(kind.make().apply(Bytes.of(new byte[kind.size()]))) > 0);
        String text = id.toString();
        for (String other :
                new String[] {"", text + "aa", text.substring(4), text.toUpperCase(Locale.ROOT), " " + text}) {
            assertThrows(MalformedException.class, () -> kind.parse().apply(other));
        }
        assertThrows(IllegalArgumentException.class, () -> kind.make().apply(Bytes.of(new byte[kind.size() + 1])));
    }

    @Test
    void comesFromKeysAndRecords() {
        assertEquals(
                Samples.SITE.verifyKey().digest(),
                SiteId.of(Samples.SITE.verifyKey()).bytes());
        assertEquals(
                Samples.SITE.verifyKey().digest(),
                NodeId.of(Samples.SITE.verifyKey()).bytes());
        assertThrows(MalformedException.class, () -> OrgId.of(Samples.signedReceipt()));
        assertThrows(MalformedException.class, () -> SnapshotId.of(Samples.signedReceipt()));
        SecureRandom random = new SecureRandom();
        assertNotEquals(GrantId.random(random), GrantId.random(random));
        assertNotEquals(PairingId.random(random), PairingId.random(random));
        assertNotEquals(TransferId.random(random), TransferId.random(random));
    }
}
