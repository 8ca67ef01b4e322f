package dev.kontor.wire.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kontor.wire.Samples;
import dev.kontor.wire.address.KontorAddress;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.content.IndexPieces;
import dev.kontor.wire.content.MerkleTree;
import dev.kontor.wire.content.PieceId;
import dev.kontor.wire.content.SealedPiece;
import dev.kontor.wire.crypto.Hpke;
import dev.kontor.wire.crypto.HpkeKeyPair;
import dev.kontor.wire.crypto.KeyDerivation;
import dev.kontor.wire.crypto.PieceCipher;
import dev.kontor.wire.crypto.Sealed;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.id.SnapshotId;
import dev.kontor.wire.org.Cosignature;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.org.OrgState;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;
import dev.kontor.wire.words.RecoveryWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GoldenVectorsTest {
    @Test
    void signsRecordsAsPublished() {
        List<Map<String, Object>> records = new ArrayList<>();
        for (SignedRecord entry : Samples.wholeLog().records()) {
            SigningKey key = entry.kid().equals(Samples.ROOT.verifyKey().kid()) ? Samples.ROOT : Samples.NEXT_ROOT;
            records.add(record(key, entry));
        }
        records.add(record(Samples.ROOT, Samples.endorsement().sign(Samples.ROOT)));
        records.add(record(Samples.ROOT, Cosignature.of(Samples.newLog().inception(), Samples.ROOT)));
        Stream.of(
                        Samples.descriptor().sign(Samples.SITE),
                        Samples.nameAnnouncement().sign(Samples.SITE),
                        Samples.provider().sign(Samples.SITE),
                        Samples.manifest().sign(Samples.SITE),
                        Samples.grant().sign(Samples.SITE),
                        Samples.revocation().sign(Samples.SITE),
                        Samples.ticket().sign(Samples.SITE),
                        Samples.countersignature().sign(Samples.SITE),
                        Samples.checkpoint().sign(Samples.SITE),
                        Samples.organisationNotice().sign(Samples.SITE),
                        Samples.countersignature()
                                .with(Samples.checkpoint().sign(Samples.SITE))
                                .sign(Samples.SITE))
                .forEach(signed -> records.add(record(Samples.SITE, signed)));
        records.add(record(Samples.OTHER_SITE, Samples.signedReceipt()));
        SignedRecord held = Samples.otherCheckpoint().sign(Samples.OTHER_SITE);
        records.add(record(Samples.OTHER_SITE, Samples.receipt().with(held).sign(Samples.OTHER_SITE)));
        new VectorFile("records").holds(records);
    }

    private static Map<String, Object> record(SigningKey key, SignedRecord record) {
        Map<String, Object> vector = new LinkedHashMap<>();
        vector.put("type", record.type().contentType());
        vector.put("seed", key.seed().hex());
        vector.put("publicKey", key.verifyKey().raw().hex());
        vector.put("payload", record.payload().hex());
        vector.put(
                "toBeSigned",
                SignedRecord.toBeSigned(record.type(), record.kid(), record.payload())
                        .hex());
        vector.put("record", record.encoded().hex());
        vector.put("digest", record.digest().hex());
        return vector;
    }

    @Test
    void readsAnOrganisationsLogAsPublished() {
        new VectorFile("organisation-log").holds(log(Samples.wholeLog()));
        new VectorFile("organisation-log-shared").holds(log(Samples.sharedLog()));
    }

    private static Map<String, Object> log(OrgLog log) {
        Map<String, Object> vector = new LinkedHashMap<>();
        OrgState state = log.replay();
        vector.put("log", log.encode().hex());
        vector.put("orgId", state.orgId().toString());
        vector.put(
                "rootKeys",
                state.rootKeys().stream().map(key -> key.raw().hex()).toList());
        vector.put("threshold", state.authority().threshold());
        vector.put(
                "nextKeyCommitments",
                state.nextKeyCommitments().stream().map(Bytes::hex).toList());
        vector.put(
                "sites",
                state.sites().stream().map(key -> SiteId.of(key).toString()).toList());
        vector.put("names", state.names().stream().map(Object::toString).toList());
        vector.put("nextThreshold", state.authority().nextThreshold());
        vector.put("domain", state.domain() == null ? "" : state.domain().text());
        vector.put("active", state.active());
        vector.put("headSeq", state.headSeq());
        vector.put("headDigest", state.headDigest().hex());
        return vector;
    }

    @Test
    void writesKeysAsWordsAsPublished() {
        List<Map<String, Object>> keys = new ArrayList<>();
        for (String word : List.of("root", "next root", "site")) {
            SigningKey key = Samples.key(word);
            Map<String, Object> vector = new LinkedHashMap<>();
            vector.put("seed", key.seed().hex());
            vector.put("words", String.join(" ", RecoveryWords.of(key)));
            vector.put("publicKey", key.verifyKey().raw().hex());
            vector.put("commitment", key.verifyKey().digest().hex());
            vector.put("checkWords", String.join(" ", RecoveryWords.check(key.verifyKey())));
            keys.add(vector);
        }
        new VectorFile("recovery-words").holds(keys);
    }

    @Test
    void namesPiecesAsPublished() {
        List<Map<String, Object>> pieces = new ArrayList<>();
        for (int size : new int[] {0, 1, 16383, 16384, 16385, 32768, 50000, 1048592, 4194320}) {
            Map<String, Object> vector = new LinkedHashMap<>();
            vector.put("size", size);
            vector.put("sha256", Sha256.digest(Samples.plaintext(size)).hex());
            vector.put("pieceId", PieceId.of(Samples.plaintext(size)).toString());
            pieces.add(vector);
        }
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("bytes", "the byte at place i is i modulo 251");
        file.put("pieces", pieces);
        new VectorFile("piece-ids").holds(file);
    }

    @Test
    void sealsASnapshotAsPublished() {
        Map<String, Object> vector = new LinkedHashMap<>();
        vector.put("namespaceSecret", Samples.NAMESPACE_SECRET.bytes().hex());
        vector.put("snapshotKey", Samples.SNAPSHOT_KEY.bytes().hex());
        vector.put(
                "keyCommitment",
                KeyDerivation.keyCommitment(Samples.SNAPSHOT_KEY).hex());
        vector.put("pieces", List.of(piece(Samples.plaintext(16384)), piece(Samples.plaintext(1000))));
        vector.put("index", Samples.index().encode().hex());
        vector.put("indexPieceSize", 16384);
        vector.put(
                "indexPieces",
                Samples.indexPieces().stream().map(GoldenVectorsTest::sealed).toList());
        vector.put("contentRoot", Samples.index().contentRoot().hex());
        vector.put("manifest", Samples.manifest().encode().hex());
        vector.put(
                "snapshotId",
                SnapshotId.of(Samples.manifest().sign(Samples.SITE)).toString());
        new VectorFile("snapshot").holds(vector);
        List<Bytes> ciphertexts =
                Samples.indexPieces().stream().map(SealedPiece::ciphertext).toList();
        assertEquals(
                Samples.index(),
                IndexPieces.open(Samples.manifest(), Samples.SNAPSHOT_KEY, ciphertexts, new PieceCipher()));
    }

    private static Map<String, Object> piece(Bytes plaintext) {
        Bytes ciphertext = new PieceCipher().encrypt(Samples.pieceKey(plaintext), plaintext);
        Map<String, Object> vector = new LinkedHashMap<>();
        vector.put("plaintextSize", plaintext.size());
        vector.put("plaintextSha256", Sha256.digest(plaintext).hex());
        vector.put("key", Samples.pieceKey(plaintext).bytes().hex());
        vector.put("ciphertextSha256", Sha256.digest(ciphertext).hex());
        vector.put("pieceId", PieceId.of(ciphertext).toString());
        return vector;
    }

    private static Map<String, Object> sealed(SealedPiece piece) {
        Map<String, Object> vector = new LinkedHashMap<>();
        vector.put(
                "key",
                KeyDerivation.indexPieceKey(Samples.SNAPSHOT_KEY, 0).bytes().hex());
        vector.put("ciphertext", piece.ciphertext().hex());
        vector.put("pieceId", piece.id().toString());
        return vector;
    }

    @Test
    void cutsContentAsPublished() {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("namespaceSecret", Samples.NAMESPACE_SECRET.bytes().hex());
        file.put(
                "gearSha256",
                Sha256.digest(KeyDerivation.hkdf(
                                Samples.NAMESPACE_SECRET.bytes(), Bytes.EMPTY, Bytes.utf8("kontor/gear/1"), 2048))
                        .hex());
        file.put("cutKey", KeyDerivation.cutKey(Samples.NAMESPACE_SECRET).hex());
        file.put("content", "SHA-256('kontor sample: cut' || u32 0) || SHA-256('kontor sample: cut' || u32 1) || …");
        Bytes content = CutSamples.content(4 << 20);
        Bytes megabyte = content.slice(0, 1 << 20);
        file.put(
                "cuts",
                List.of(
                        cuts("the content's beginning", megabyte, 65536),
                        cuts("a zero byte, then the same", Bytes.concat(Bytes.of((byte) 0), megabyte), 65536),
                        cuts("zero bytes", Bytes.of(new byte[200_000]), 65536),
                        cuts("the byte at place i is i modulo 251", Samples.plaintext(200_000), 65536),
                        cuts("the content's beginning", content.slice(0, 20_000), 16384),
                        cuts("the content's beginning", content, 1 << 20),
                        cuts("the content's beginning", content, 3 << 19)));
        file.put("sharedPieces", CutSamples.sharedPieces());
        new VectorFile("cuts").holds(file);
    }

    private static Map<String, Object> cuts(String what, Bytes content, int pieceSize) {
        Map<String, Object> vector = new LinkedHashMap<>();
        vector.put("what", what);
        vector.put("bytes", content.size());
        vector.put("pieceSize", pieceSize);
        vector.put("lengths", CutSamples.lengths(content, pieceSize));
        return vector;
    }

    @Test
    void provesInclusionAsPublished() {
        List<Bytes> leaves = Stream.iterate(0, i -> i + 1)
                .limit(7)
                .map(i -> MerkleTree.leafHash(Bytes.of((byte) i.intValue())))
                .toList();
        List<Map<String, Object>> proofs = new ArrayList<>();
        for (int i = 0; i < leaves.size(); i++) {
            Map<String, Object> vector = new LinkedHashMap<>();
            vector.put("index", i);
            vector.put("leafHash", leaves.get(i).hex());
            vector.put(
                    "path",
                    MerkleTree.prove(leaves, i).path().stream().map(Bytes::hex).toList());
            proofs.add(vector);
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("leaves", "seven leaves: the byte 0, the byte 1, … the byte 6");
        tree.put("root", MerkleTree.root(leaves).hex());
        tree.put("proofs", proofs);
        new VectorFile("merkle-tree").holds(tree);
    }

    /// Sealing is random, so this file is only read. It was sealed by another implementation (pyca/cryptography).
    @Test
    void opensWhatAnotherImplementationSealed() {
        for (JsonNode vector : new VectorFile("hpke").read()) {
            HpkeKeyPair pair = HpkeKeyPair.fromPrivateKey(bytes(vector, "privateKey"));
            assertEquals(bytes(vector, "publicKey"), pair.publicKey().bytes());
            assertEquals(bytes(vector, "keyId"), pair.publicKey().keyId());
            Sealed sealed = new Sealed(bytes(vector, "enc"), bytes(vector, "ciphertext"));
            assertEquals(
                    bytes(vector, "plaintext"), Hpke.open(pair, bytes(vector, "info"), bytes(vector, "aad"), sealed));
        }
    }

    private static Bytes bytes(JsonNode vector, String field) {
        return Bytes.fromHex(vector.get(field).asText());
    }

    @Test
    void readsAddressesAsPublished() {
        for (JsonNode vector : new VectorFile("addresses").read()) {
            String text = vector.get("text").asText();
            assertEquals(vector.get("canonical").asText(null), canonical(text), text);
        }
    }

    private static @Nullable String canonical(String text) {
        try {
            return KontorAddress.parse(text).toString();
        } catch (MalformedException refused) {
            return null;
        }
    }
}
