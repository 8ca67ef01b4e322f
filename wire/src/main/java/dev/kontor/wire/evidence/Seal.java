package dev.kontor.wire.evidence;

import dev.kontor.wire.bytes.Bytes;
import java.util.List;

/// Whoever signs containers: a P-256 key with a certificate of its site's authority.
public interface Seal {
    /// The certificate of the key, then that of the authority, in DER.
    List<Bytes> chain();

    /// ECDSA with SHA-256 over the message, in DER.
    Bytes sign(Bytes message);
}
