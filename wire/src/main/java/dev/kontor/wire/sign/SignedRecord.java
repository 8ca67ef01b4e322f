package dev.kontor.wire.sign;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.cbor.CborWriter;
import dev.kontor.wire.crypto.Sha256;

/// A payload with one Ed25519 signature: COSE_Sign1 (RFC 9052 section 4.2) in its tagged form.
///
/// ```
/// 18([ protected:   bstr .cbor { 1: -8 (EdDSA), 3: content type (tstr), 4: kid (8 bytes) },
///      unprotected: {},
///      payload:     bstr,
///      signature:   bstr of 64 bytes over ["Signature1", protected, h'', payload] ])
/// ```
///
/// Parsing checks the form, not the signature: call [#verify] with a key that you trust before you believe the payload.
/// There is one encoding of a record, so [#digest] names it. The record as a whole is at most 128 KiB.
public final class SignedRecord {
    public static final int MAX_SIZE = 128 * 1024;
    public static final int SIGNATURE_SIZE = 64;

    private static final int COSE_SIGN1_TAG = 18;
    private static final int EDDSA = -8;
    private static final int MAX_HEADER = 128;

    private final RecordType type;
    private final Bytes kid;
    private final Bytes payload;
    private final Bytes signature;
    private final Bytes encoded;

    private SignedRecord(RecordType type, Bytes kid, Bytes payload, Bytes signature) {
        this.type = type;
        this.kid = kid;
        this.payload = payload;
        this.signature = signature;
        this.encoded = encode(protectedHeader(type, kid), payload, signature);
        if (encoded.size() > MAX_SIZE) {
            throw new IllegalArgumentException(
                    "a record of " + encoded.size() + " bytes is over the limit " + MAX_SIZE);
        }
    }

    public static SignedRecord sign(RecordType type, Bytes payload, SigningKey key) {
        Bytes kid = key.verifyKey().kid();
        return new SignedRecord(type, kid, payload, key.sign(toBeSigned(type, kid, payload)));
    }

    /// What a signer signs: the Sig_structure of RFC 9052 section 4.4, with empty external data.
    public static Bytes toBeSigned(RecordType type, Bytes kid, Bytes payload) {
        return new CborWriter()
                .array(4)
                .text("Signature1")
                .bytes(protectedHeader(type, kid))
                .bytes(Bytes.EMPTY)
                .bytes(payload)
                .toBytes();
    }

    /// A record from a signature that was made elsewhere over [#toBeSigned]. The signature is not checked here.
    public static SignedRecord assemble(RecordType type, Bytes kid, Bytes payload, Bytes signature) {
        if (kid.size() != VerifyKey.KID_SIZE || signature.size() != SIGNATURE_SIZE) {
            throw new IllegalArgumentException("a kid has 8 bytes and a signature 64");
        }
        return new SignedRecord(type, kid, payload, signature);
    }

    /// Reads a record; its signature is not checked here.
    ///
    /// @throws MalformedException when the bytes are not one record in its only encoding
    public static SignedRecord parse(Bytes encoded) {
        if (encoded.size() > MAX_SIZE) {
            throw new MalformedException(MAX_SIZE, "a record of more than " + MAX_SIZE + " bytes");
        }
        CborReader reader = new CborReader(encoded);
        reader.readTag(COSE_SIGN1_TAG);
        reader.expectArray(4);
        Header header = Header.parse(reader.readBytes(MAX_HEADER));
        reader.expectMap(0);
        Bytes payload = reader.readBytes(MAX_SIZE);
        Bytes signature = reader.readBytesExactly(SIGNATURE_SIZE);
        reader.expectEnd();
        return new SignedRecord(header.type, header.kid, payload, signature);
    }

    /// Whether this record is of the type and was signed by the key's owner.
    public boolean verify(VerifyKey key, RecordType expected) {
        return type == expected && kid.equals(key.kid()) && key.verify(toBeSigned(type, kid, payload), signature);
    }

    /// The payload, after [#verify] held.
    ///
    /// @throws MalformedException when the record is of another type or not signed by this key
    public Bytes verifiedPayload(VerifyKey key, RecordType expected) {
        if (!verify(key, expected)) {
            throw new MalformedException(0, "not a " + expected + " signed by " + key.kid());
        }
        return payload;
    }

    public RecordType type() {
        return type;
    }

    /// The short name of the signer's key. A hint to find the key, no proof.
    public Bytes kid() {
        return kid;
    }

    public Bytes payload() {
        return payload;
    }

    public Bytes signature() {
        return signature;
    }

    /// The whole record as it travels and is stored.
    public Bytes encoded() {
        return encoded;
    }

    /// SHA-256 of the whole record.
    public Bytes digest() {
        return Sha256.digest(encoded);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SignedRecord that && encoded.equals(that.encoded);
    }

    @Override
    public int hashCode() {
        return encoded.hashCode();
    }

    @Override
    public String toString() {
        return "SignedRecord[" + type + " by " + kid + ", " + payload.size() + " bytes]";
    }

    private static Bytes protectedHeader(RecordType type, Bytes kid) {
        return new CborWriter()
                .map(3)
                .key(1)
                .integer(EDDSA)
                .key(3)
                .text(type.contentType())
                .key(4)
                .bytes(kid)
                .toBytes();
    }

    private static Bytes encode(Bytes header, Bytes payload, Bytes signature) {
        return new CborWriter()
                .tag(COSE_SIGN1_TAG)
                .array(4)
                .bytes(header)
                .map(0)
                .bytes(payload)
                .bytes(signature)
                .toBytes();
    }

    private record Header(RecordType type, Bytes kid) {
        static Header parse(Bytes encoded) {
            CborReader reader = new CborReader(encoded);
            reader.expectMap(3);
            if (reader.key(1).readInt() != EDDSA) {
                throw reader.malformed("the algorithm is not EdDSA");
            }
            String contentType = reader.key(3).readText(MAX_HEADER);
            RecordType type = RecordType.ofContentType(contentType)
                    .orElseThrow(() -> reader.malformed("not a content type of ours"));
            Bytes kid = reader.key(4).readBytesExactly(VerifyKey.KID_SIZE);
            reader.expectEnd();
            return new Header(type, kid);
        }
    }
}
