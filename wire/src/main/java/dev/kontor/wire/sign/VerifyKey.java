package dev.kontor.wire.sign;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.crypto.Sha256;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// An Ed25519 public key (RFC 8032), 32 bytes as they are on the wire. Verification is strict: non-canonical points and
/// scalars, and keys of small order, verify nothing.
public record VerifyKey(Bytes raw) {
    public static final int SIZE = Ed25519.PUBLIC_KEY_SIZE;

    /// Bytes in a key's short name.
    public static final int KID_SIZE = 8;

    public VerifyKey {
        if (raw.size() != SIZE) {
            throw new IllegalArgumentException("an Ed25519 public key has 32 bytes, not " + raw.size());
        }
    }

    public static VerifyKey read(CborReader reader) {
        return new VerifyKey(reader.readBytesExactly(SIZE));
    }

    public boolean verify(byte[] message, byte[] signature) {
        return signature.length == Ed25519.SIGNATURE_SIZE
                && Ed25519.verify(signature, 0, raw.toArray(), 0, message, 0, message.length);
    }

    public boolean verify(Bytes message, Bytes signature) {
        return verify(message.toArray(), signature.toArray());
    }

    /// SHA-256 of the key: what a commitment to a next key states, and what a site's id is.
    public Bytes digest() {
        return Sha256.digest(raw);
    }

    /// The first 8 bytes of the digest, as records name their signer.
    public Bytes kid() {
        return digest().slice(0, KID_SIZE);
    }

    /// The key in hex.
    @Override
    public String toString() {
        return raw.hex();
    }
}
