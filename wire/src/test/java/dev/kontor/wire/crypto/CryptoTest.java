package dev.kontor.wire.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.HostileBytes;
import dev.kontor.wire.Samples;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.junit.jupiter.api.Test;

class CryptoTest {
    private static final Bytes INFO = Bytes.utf8("info");
    private static final Bytes AAD = Bytes.utf8("aad");
    private static final PieceKey ZERO_KEY = new PieceKey(Bytes.of(new byte[32]));

    private final PieceCipher cipher = new PieceCipher();

    /// FIPS 180-2 appendix B.1.
    @Test
    void hashesAsPublished() {
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                Sha256.digest(Bytes.utf8("a"), Bytes.utf8("bc")).hex());
        assertArrayEquals(
                Sha256.digest(Bytes.utf8("abc")).toArray(), Sha256.digest(new byte[] {'a'}, new byte[] {'b', 'c'}));
    }

    /// The Galois/Counter Mode of Operation (McGrew, Viega), test cases 13 and 14.
    @Test
    void encryptsAsPublished() {
        assertEquals(
                "530f8afbc74536b9a963b4f1c4cb738b",
                cipher.encrypt(ZERO_KEY, Bytes.EMPTY).hex());
        assertEquals(
                "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919",
                cipher.encrypt(ZERO_KEY, Bytes.of(new byte[16])).hex());
    }

    /// RFC 5869 appendix A.1 and A.3.
    @Test
    void derivesAsPublished() {
        Bytes secret = Bytes.fromHex("0b".repeat(22));
        assertEquals(
                "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
                KeyDerivation.hkdf(
                                secret,
                                Bytes.fromHex("000102030405060708090a0b0c"),
                                Bytes.fromHex("f0f1f2f3f4f5f6f7f8f9"),
                                42)
                        .hex());
        assertEquals(
                "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
                KeyDerivation.hkdf(secret, Bytes.EMPTY, Bytes.EMPTY, 42).hex());
    }

    /// RFC 4231 section 4.2.
    @Test
    void authenticatesAsPublished() {
        assertEquals(
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
                KeyDerivation.hmac(Bytes.fromHex("0b".repeat(20)), Bytes.utf8("Hi "), Bytes.utf8("There"))
                        .hex());
    }

    /// RFC 9180 appendix A.1.1: the same key encapsulation and derivation, there with AES-128-GCM.
    @Test
    void encapsulatesAsPublished() throws Exception {
        HPKE suite = new HPKE(HPKE.mode_base, (short) Hpke.KEM, (short) Hpke.KDF, HPKE.aead_AES_GCM128);
        X25519PrivateKeyParameters key = new X25519PrivateKeyParameters(
                Bytes.fromHex("4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8")
                        .toArray());
        byte[] opened = suite.open(
                Bytes.fromHex("37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431")
                        .toArray(),
                new AsymmetricCipherKeyPair(key.generatePublicKey(), key),
                Bytes.utf8("Ode on a Grecian Urn").toArray(),
                Bytes.utf8("Count-0").toArray(),
                Bytes.fromHex("f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a9"
                                + "6d8770ac83d07bea87e13c512a")
                        .toArray(),
                null,
                null,
                null);
        assertEquals(Bytes.utf8("Beauty is truth, truth beauty"), Bytes.of(opened));
    }

    @Test
    void opensWhatWasSealedToItAndNothingElse() {
        Bytes secret = Samples.SNAPSHOT_KEY.bytes();
        Sealed sealed = Hpke.seal(Samples.HPKE.publicKey(), INFO, AAD, secret);
        assertEquals(secret, Hpke.open(Samples.HPKE, INFO, AAD, sealed));
        assertNotEquals(sealed, Hpke.seal(Samples.HPKE.publicKey(), INFO, AAD, secret));
        HpkeKeyPair other = HpkeKeyPair.generate(new SecureRandom());
        assertThrows(MalformedException.class, () -> Hpke.open(other, INFO, AAD, sealed));
        assertThrows(MalformedException.class, () -> Hpke.open(Samples.HPKE, AAD, AAD, sealed));
        assertThrows(MalformedException.class, () -> Hpke.open(Samples.HPKE, INFO, INFO, sealed));
    }

    @Test
    void refusesSealedBytesWithAnyOneBitFlipped() {
        Sealed sealed = Hpke.seal(Samples.HPKE.publicKey(), INFO, AAD, Bytes.utf8("secret"));
        HostileBytes.against(
                        sealed.ciphertext().toArray(),
                        bytes -> Hpke.open(Samples.HPKE, INFO, AAD, new Sealed(sealed.enc(), Bytes.of(bytes))),
                        MalformedException.class)
                .refusesWrongLengths()
                .refusesEveryBitFlip();
        // The highest bit of an X25519 point is ignored on purpose (RFC 7748 section 5), but HPKE binds all of enc.
        HostileBytes.against(
                        sealed.enc().toArray(),
                        bytes -> Hpke.open(Samples.HPKE, INFO, AAD, new Sealed(Bytes.of(bytes), sealed.ciphertext())),
                        MalformedException.class)
                .refusesWrongLengths()
                .refusesEveryBitFlip();
    }

    @Test
    void sealsToNoPointOfSmallOrder() {
        HpkePublicKey zero = new HpkePublicKey(Bytes.of(new byte[32]));
        assertThrows(MalformedException.class, () -> Hpke.seal(zero, INFO, AAD, Bytes.EMPTY));
        Sealed sealed = new Sealed(zero.bytes(), Bytes.of(new byte[16]));
        assertThrows(MalformedException.class, () -> Hpke.open(Samples.HPKE, INFO, AAD, sealed));
    }

    @Test
    void encryptsTheSamePieceAgainToTheSameBytes() {
        Bytes plaintext = Samples.plaintext(1000);
        Bytes once = cipher.encrypt(Samples.pieceKey(plaintext), plaintext);
        assertEquals(once, cipher.encrypt(Samples.pieceKey(plaintext), plaintext));
        assertEquals(once, new PieceCipher().encrypt(Samples.pieceKey(plaintext), plaintext));
        assertEquals(plaintext, cipher.decrypt(Samples.pieceKey(plaintext), once));
        assertEquals(plaintext, cipher.decrypt(Samples.pieceKey(plaintext), once));
    }

    @Test
    void worksOnHeapAndDirectBuffersInPlaceOfTheirPositions() {
        Bytes plaintext = Samples.plaintext(100_000);
        Bytes expected = cipher.encrypt(ZERO_KEY, plaintext);
        ByteBuffer source = ByteBuffer.allocateDirect(100_002).position(1).limit(100_001);
        plaintext.copyTo(source);
        ByteBuffer target = ByteBuffer.allocateDirect(100_020).position(3);
        cipher.encrypt(ZERO_KEY, source.position(1), target);
        assertEquals(0, source.remaining());
        assertEquals(100_019, target.position());
        assertEquals(expected, Bytes.of(target.flip().position(3)));
        ByteBuffer opened = ByteBuffer.allocateDirect(100_000);
        cipher.decrypt(ZERO_KEY, target.position(3), opened);
        assertEquals(plaintext, Bytes.of(opened.flip()));
    }

    @Test
    void refusesAPieceWithAnyOneBitFlippedAndStaysUsable() {
        Bytes ciphertext = cipher.encrypt(ZERO_KEY, Samples.plaintext(100));
        HostileBytes.against(
                        ciphertext.toArray(),
                        bytes -> cipher.decrypt(ZERO_KEY, Bytes.of(bytes)),
                        MalformedException.class)
                .refusesWrongLengths()
                .refusesEveryBitFlip();
        ByteBuffer target = ByteBuffer.allocate(200).position(7);
        ByteBuffer wrong = ByteBuffer.allocate(116);
        assertThrows(MalformedException.class, () -> cipher.decrypt(ZERO_KEY, wrong, target));
        assertEquals(7, target.position());
        assertEquals(Samples.plaintext(100), cipher.decrypt(ZERO_KEY, ciphertext));
    }

    @Test
    void saysWhenThereIsNoRoom() {
        ByteBuffer small = ByteBuffer.allocate(25);
        assertThrows(IllegalArgumentException.class, () -> cipher.encrypt(ZERO_KEY, ByteBuffer.allocate(10), small));
        ByteBuffer ciphertext = cipher.encrypt(ZERO_KEY, Samples.plaintext(100)).toBuffer();
        assertThrows(IllegalArgumentException.class, () -> cipher.decrypt(ZERO_KEY, ciphertext, small));
    }

    @Test
    void printsNoSecret() {
        Bytes secret = Samples.secret("printed");
        String printed = new PieceKey(secret) + " " + new SnapshotKey(secret) + " " + new NamespaceSecret(secret) + " "
                + HpkeKeyPair.fromPrivateKey(secret);
        assertFalse(printed.contains(secret.hex()));
        assertTrue(printed.contains("secret"));
    }

    @Test
    void givesEachUseItsOwnKey() {
        assertNotEquals(
                KeyDerivation.indexPieceKey(Samples.SNAPSHOT_KEY, 0),
                KeyDerivation.indexPieceKey(Samples.SNAPSHOT_KEY, 1));
        assertNotEquals(Samples.pieceKey(Samples.plaintext(1)), Samples.pieceKey(Samples.plaintext(2)));
    }
}
