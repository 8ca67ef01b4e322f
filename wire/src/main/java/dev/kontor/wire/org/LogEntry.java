package dev.kontor.wire.org;

import dev.kontor.wire.address.SiteName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;
import dev.kontor.wire.sign.VerifyKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One entry of an organisation's log. Every entry has `1: version 1` and `2: kind`; all but the inception go on with
/// the [Link] in keys 3 to 6 and their own fields from 7.
///
/// | kind | entry | signed by | fields |
/// |---|---|---|---|
/// | 0 | [Inception] | its root keys | see there |
/// | 1 | [Rotate] | the *new* root keys | 7 root keys, 8 threshold, 9 next key commitments |
/// | 2 | [AddSite] | root keys | 7 site key |
/// | 3 | [RemoveSite] | root keys | 7 siteId |
/// | 4 | [ClaimName] | root keys | 7 name |
/// | 5 | [Deactivate] | root keys | none |
/// | 6 | [ReplaceSite] | root keys | 7 siteId, 8 site key |
/// | 7 | [SetDomain] | root keys | 7 domain, empty for none |
/// | 8 | [Rotate] | the *new* root keys | as 1, and 10 next threshold, other than the threshold |
///
/// As many root keys sign as the threshold says: the first signs the record, the others add a [Cosignature].
public sealed interface LogEntry {
    int VERSION = 1;

    /// Reads the payload of an entry.
    ///
    /// @throws dev.kontor.wire.bytes.MalformedException when the bytes are not one entry in its only encoding
    static LogEntry decode(Bytes payload) {
        return LogEntryCodec.decode(payload);
    }

    default Bytes encode() {
        return LogEntryCodec.encode(this);
    }

    /// The type under which this entry is signed.
    default RecordType recordType() {
        return this instanceof Inception ? RecordType.INCEPTION : RecordType.LOG_ENTRY;
    }

    default SignedRecord sign(SigningKey key) {
        return SignedRecord.sign(recordType(), encode(), key);
    }

    /// When the entry was made.
    Instant createdAt();

    /// Where an entry hangs in its log.
    ///
    /// @param seq 1 for the entry after the inception
    /// @param previous digest of the signed record before
    record Link(OrgId orgId, long seq, Bytes previous, Instant createdAt) {
        public Link {
            createdAt = createdAt.truncatedTo(ChronoUnit.SECONDS);
            RootKeys.requireDigest(previous);
            if (seq < 1) {
                throw new IllegalArgumentException("only the inception comes at 0");
            }
        }
    }

    /// The entries that hang on another one.
    sealed interface Linked extends LogEntry {
        Link link();

        @Override
        default Instant createdAt() {
            return link().createdAt();
        }
    }

    /// The first entry; SHA-256 of its signed record is the organisation's id.
    ///
    /// | key | field | key | field |
    /// |---|---|---|---|
    /// | 3 | root keys, each 32 bytes | 6 | created at |
    /// | 4 | threshold | 7 | nonce, 16 random bytes |
    /// | 5 | commitments to the next keys: SHA-256 of each | | |
    record Inception(
            List<VerifyKey> rootKeys, int threshold, List<Bytes> nextKeyCommitments, Instant createdAt, Bytes nonce)
            implements LogEntry {
        public static final int NONCE_SIZE = 16;

        public Inception {
            rootKeys = List.copyOf(rootKeys);
            nextKeyCommitments = List.copyOf(nextKeyCommitments);
            createdAt = createdAt.truncatedTo(ChronoUnit.SECONDS);
            RootKeys.require(rootKeys, threshold, nextKeyCommitments);
            if (nonce.size() != NONCE_SIZE) {
                throw new IllegalArgumentException("a nonce has 16 bytes, not " + nonce.size());
            }
        }
    }

    /// Replaces the root keys by keys that were committed to before.
    ///
    /// @param nextThreshold how many of the keys that are committed to here the rotation after this one takes
    record Rotate(Link link, List<VerifyKey> rootKeys, int threshold, List<Bytes> nextKeyCommitments, int nextThreshold)
            implements Linked {
        public Rotate {
            rootKeys = List.copyOf(rootKeys);
            nextKeyCommitments = List.copyOf(nextKeyCommitments);
            RootKeys.require(rootKeys, threshold, nextKeyCommitments);
            if (nextThreshold < 1 || nextThreshold > RootKeys.MAX) {
                throw new IllegalArgumentException("no threshold of " + nextThreshold);
            }
        }

        /// A rotation after which the next one takes as many keys as this one says.
        public Rotate(Link link, List<VerifyKey> rootKeys, int threshold, List<Bytes> nextKeyCommitments) {
            this(link, rootKeys, threshold, nextKeyCommitments, threshold);
        }
    }

    /// From here on the site speaks for the organisation.
    record AddSite(Link link, VerifyKey siteKey) implements Linked {}

    /// From here on the site no longer speaks for the organisation.
    record RemoveSite(Link link, SiteId siteId) implements Linked {}

    /// From here on another key is the site's: it speaks for the organisation where the one before did, which does not
    /// any more.
    record ReplaceSite(Link link, SiteId siteId, VerifyKey siteKey) implements Linked {}

    /// The organisation's half of the proof that a DNS domain is its own: there is at most one, and it may change.
    ///
    /// @param domain null for none from here on
    record SetDomain(Link link, @Nullable SiteName domain) implements Linked {}

    /// The organisation's half of the proof that a name is its own.
    record ClaimName(Link link, SiteName name) implements Linked {}

    /// The end of the organisation; nothing follows.
    record Deactivate(Link link) implements Linked {}
}
