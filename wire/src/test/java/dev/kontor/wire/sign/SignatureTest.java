package dev.kontor.wire.sign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.wire.Samples;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.cbor.CborWriter;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {
    /// RFC 8032 section 7.1, tests 1 to 3.
    @ParameterizedTest
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
                + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
                + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
                + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
                + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    })
    void makesThePublishedSignatures(String seed, String publicKey, String message, String signature) {
        SigningKey key = SigningKey.fromSeed(Bytes.fromHex(seed));
        assertEquals(publicKey, key.verifyKey().toString());
        assertEquals(signature, key.sign(Bytes.fromHex(message)).hex());
        assertTrue(key.verifyKey().verify(Bytes.fromHex(message), Bytes.fromHex(signature)));
    }

    /// A signature is not made again by adding the group's order to its scalar (RFC 8032 section 5.1.7).
    @Test
    void refusesTheSameSignatureWithALargerScalar() {
        Bytes message = Bytes.utf8("message");
        byte[] signature = Samples.SITE.sign(message).toArray();
        BigInteger order = BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
        BigInteger larger = littleEndian(signature).add(order);
        for (int i = 0; i < 32; i++) {
            signature[32 + i] = larger.shiftRight(8 * i).byteValue();
        }
        assertFalse(Samples.SITE.verifyKey().verify(message, Bytes.of(signature)));
    }

    private static BigInteger littleEndian(byte[] signature) {
        byte[] bigEndian = new byte[32];
        for (int i = 0; i < 32; i++) {
            bigEndian[31 - i] = signature[32 + i];
        }
        return new BigInteger(1, bigEndian);
    }

    /// The points of small order, for which signatures exist that verify under any message.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
            })
    void verifiesNothingUnderAKeyOfSmallOrderOrNoPoint(String publicKey) {
        VerifyKey key = new VerifyKey(Bytes.fromHex(publicKey));
        Bytes identity = Bytes.concat(Bytes.fromHex("01" + "00".repeat(31)), Bytes.of(new byte[32]));
        Bytes zero = Bytes.of(new byte[64]);
        for (int i = 0; i < 16; i++) {
            Bytes message = Bytes.utf8("message " + i);
            assertFalse(key.verify(message, identity));
            assertFalse(key.verify(message, zero));
        }
    }

    @Test
    void signsTheCoseStructure() {
        SignedRecord record = SignedRecord.sign(RecordType.GRANT, Bytes.fromHex("a0"), Samples.SITE);
        CborReader reader = new CborReader(record.encoded());
        reader.readTag(18);
        reader.expectArray(4);
        Bytes header = reader.readBytes(100);
        reader.expectMap(0);
        Bytes payload = reader.readBytes(10);
        Bytes signature = reader.readBytesExactly(64);
        Bytes structure = new CborWriter()
                .array(4)
                .text("Signature1")
                .bytes(header)
                .bytes(Bytes.EMPTY)
                .bytes(payload)
                .toBytes();
        assertTrue(Samples.SITE.verifyKey().verify(structure, signature));
        assertEquals(
                "a3012703781d6170706c69636174696f6e2f6b6f6e746f722d6772616e742b63626f720448",
                header.slice(0, 37).hex());
        assertEquals(Samples.SITE.verifyKey().kid(), header.slice(37, 8));
    }

    @Test
    void assemblesASignatureMadeElsewhere() {
        Bytes payload = Bytes.utf8("payload");
        SignedRecord here = SignedRecord.sign(RecordType.RECEIPT, payload, Samples.SITE);
        Bytes kid = Samples.SITE.verifyKey().kid();
        Bytes signature = Samples.SITE.sign(SignedRecord.toBeSigned(RecordType.RECEIPT, kid, payload));
        assertEquals(here, SignedRecord.assemble(RecordType.RECEIPT, kid, payload, signature));
        assertEquals(here, SignedRecord.parse(here.encoded()));
        assertEquals(here.hashCode(), SignedRecord.parse(here.encoded()).hashCode());
    }

    @Test
    void refusesRecordsThatAreTooLarge() {
        Bytes large = Bytes.of(new byte[SignedRecord.MAX_SIZE]);
        assertThrows(IllegalArgumentException.class, () -> SignedRecord.sign(RecordType.PAIRING, large, Samples.SITE));
        assertThrows(MalformedException.class, () -> SignedRecord.parse(Bytes.of(new byte[SignedRecord.MAX_SIZE + 1])));
    }

    @Test
    void hasOneContentTypeForEachKind() {
        for (RecordType type : RecordType.values()) {
            assertEquals(type, RecordType.ofContentType(type.contentType()).orElseThrow());
        }
        assertTrue(RecordType.ofContentType("application/json").isEmpty());
    }

    @Test
    void printsNoSecret() {
        assertFalse(Samples.SITE.toString().contains(Samples.SITE.seed().hex()));
    }
}
