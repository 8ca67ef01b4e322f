package dev.kontor.wire.descriptor;

import dev.kontor.wire.sign.SignedRecord;

/// What checking a signed record found.
public sealed interface Verdict<T> {
    /// The record holds.
    record Verified<T>(T value, SignedRecord record) implements Verdict<T> {}

    /// The record does not hold, and why.
    record Refused<T>(Reason reason, String detail) implements Verdict<T> {}

    /// Why a record is refused; stable names for counters and logs.
    enum Reason {
        /// Not one record of this type in its only encoding.
        MALFORMED,
        TOO_LARGE,
        /// Not signed by the site key that it names.
        BAD_SIGNATURE,
        EXPIRED,
        /// Issued in the future, by more than the allowed clock skew, or valid for too long.
        BAD_VALIDITY,
        /// The inception is not that of the organisation, or not signed by its own root key.
        BAD_INCEPTION,
        /// The endorsement is for another site or organisation.
        BAD_ENDORSEMENT,
        /// The endorsement is by a key that the inception does not hold; the organisation's log must be read to decide.
        NEEDS_LOG,
        /// The organisation's log does not hold the site.
        NOT_A_SITE
    }
}
