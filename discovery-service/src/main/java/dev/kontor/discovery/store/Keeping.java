package dev.kontor.discovery.store;

/// What the store did with a genuine record.
public enum Keeping {
    /// It is kept now, in place of nothing or of an older one.
    KEPT,
    /// The very same record was kept already.
    SAME,
    /// A higher sequence number was seen, or another record with the same one.
    STALE,
    /// No room for another publisher under this key, or for a key so far away.
    FULL,
    /// We keep nothing for strangers, and the publisher is one.
    UNACQUAINTED,
    /// A higher sequence number was seen than the publisher expects.
    CONTESTED
}
