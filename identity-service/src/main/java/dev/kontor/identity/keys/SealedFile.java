package dev.kontor.identity.keys;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.cbor.CborWriter;

/// The encrypted key file, byte by byte: a deterministic CBOR array of the header (a byte string holding a CBOR map,
/// which is also the additional authenticated data) and the ciphertext with its tag.
///
/// | header key | value |
/// |---|---|
/// | 1 | version, 1 |
/// | 2 | 1 key file, 2 passphrase |
/// | 3 | salt, 32 bytes |
/// | 4, 5, 6 | Argon2id memory in KiB, passes, lanes; 0 with a key file |
/// | 7 | check value, 16 bytes: tells a wrong key from a damaged file |
/// | 8 | AES-256-GCM nonce, 12 bytes |
record SealedFile(Header header, Bytes ciphertext) {
    static final int VERSION = 1;
    static final int KEY_FILE = 1;
    static final int PASSPHRASE = 2;
    static final int SALT_BYTES = 32;
    static final int CHECK_BYTES = 16;
    static final int NONCE_BYTES = 12;
    static final int MAX_BYTES = 4 * 1024 * 1024;
    static final int MAX_HEADER_BYTES = 256;

    record Header(int method, Bytes salt, Argon2Cost cost, Bytes check, Bytes nonce) {
        Bytes encode() {
            return new CborWriter()
                    .map(8)
                    .key(1)
                    .uint(VERSION)
                    .key(2)
                    .uint(method)
                    .key(3)
                    .bytes(salt)
                    .key(4)
                    .uint(cost.memoryKiB())
                    .key(5)
                    .uint(cost.passes())
                    .key(6)
                    .uint(cost.lanes())
                    .key(7)
                    .bytes(check)
                    .key(8)
                    .bytes(nonce)
                    .toBytes();
        }

        static Header decode(Bytes encoded) {
            CborReader in = new CborReader(encoded);
            in.expectMap(8);
            in.key(1).readVersion(VERSION);
            int method = (int) in.key(2).readUint(PASSPHRASE);
            Bytes salt = in.key(3).readBytesExactly(SALT_BYTES);
            int memory = (int) in.key(4).readUint(Argon2Cost.MAX_MEMORY_KIB);
            int passes = (int) in.key(5).readUint(Argon2Cost.MAX_PASSES);
            int lanes = (int) in.key(6).readUint(Argon2Cost.MAX_LANES);
            Bytes check = in.key(7).readBytesExactly(CHECK_BYTES);
            Bytes nonce = in.key(8).readBytesExactly(NONCE_BYTES);
            in.expectEnd();
            return new Header(method, salt, new Argon2Cost(memory, passes, lanes), check, nonce);
        }
    }

    Bytes encode() {
        return new CborWriter()
                .array(2)
                .bytes(header.encode())
                .bytes(ciphertext)
                .toBytes();
    }

    /// Reads the file.
    ///
    /// @throws MalformedException when it is no such file
    static SealedFile decode(Bytes encoded) {
        CborReader in = new CborReader(encoded);
        in.expectArray(2);
        Header header = Header.decode(in.readBytes(MAX_HEADER_BYTES));
        Bytes ciphertext = in.readBytes(MAX_BYTES);
        in.expectEnd();
        return new SealedFile(header, ciphertext);
    }
}
