package dev.kontor.wire.cbor;

/// The kinds of CBOR items that our records use. Floats, `undefined` and indefinite lengths are not among them.
public enum CborType {
    UINT,
    NEGATIVE,
    BYTES,
    TEXT,
    ARRAY,
    MAP,
    TAG,
    BOOL,
    NULL
}
