package dev.kontor.wire.descriptor;

import dev.kontor.wire.address.SiteName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.HpkePublicKey;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.org.OrgState;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;
import dev.kontor.wire.sign.VerifyKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A site's signed, expiring statement of where it is and which keys it uses. The signed record has at most 1000 bytes,
/// so that it fits a datagram with room for a frame.
///
/// | key | field | key | field |
/// |---|---|---|---|
/// | 1 | version 1 | 7 | endpoints `[[kind, host, port], …]` |
/// | 2 | site key | 8 | CA key hash |
/// | 3 | orgId | 9 | HPKE keys `[[kem, kdf, aead, key id, public key], …]` |
/// | 4 | sequence | 10 | inception, a signed record |
/// | 5 | issued at | 11 | endorsement, a signed record |
/// | 6 | expires at | 12 | log head `[place, digest]` |
/// | | | 13 | names `[text, …]` |
///
/// @param caKeyHash SHA-256 of the SubjectPublicKeyInfo (DER) of the site's certificate authority
/// @param names claims; proved elsewhere or not at all
public record Descriptor(
        VerifyKey siteKey,
        OrgId orgId,
        Validity validity,
        List<Endpoint> endpoints,
        Bytes caKeyHash,
        List<HpkeKey> hpkeKeys,
        Membership membership,
        List<SiteName> names) {
    public static final RecordType TYPE = RecordType.DESCRIPTOR;
    public static final int VERSION = 1;

    /// Most bytes of the whole signed record.
    public static final int MAX_RECORD = 1000;

    public static final int MAX_ENDPOINTS = 8;
    public static final int MAX_HPKE_KEYS = 4;
    public static final int MAX_NAMES = 8;

    public Descriptor {
        endpoints = List.copyOf(endpoints);
        hpkeKeys = List.copyOf(hpkeKeys);
        names = List.copyOf(names);
        if (caKeyHash.size() != Sha256.SIZE) {
            throw new IllegalArgumentException("a key hash has 32 bytes, not " + caKeyHash.size());
        }
        if (endpoints.size() > MAX_ENDPOINTS || hpkeKeys.size() > MAX_HPKE_KEYS || names.size() > MAX_NAMES) {
            throw new IllegalArgumentException("too many endpoints, keys or names");
        }
    }

    /// Reads the payload of a descriptor and believes nothing of it.
    ///
    /// @throws dev.kontor.wire.bytes.MalformedException when the bytes are not one in its only encoding
    public static Descriptor decode(Bytes payload) {
        return DescriptorCodec.decode(payload);
    }

    /// Checks a descriptor as a stranger's: signature, validity, and membership by the inception alone.
    public static Verdict<Descriptor> verify(SignedRecord record, Instant now) {
        return DescriptorCheck.ofStranger(record, now);
    }

    /// Checks a descriptor against the organisation's log as we know it: the site must be in it.
    public static Verdict<Descriptor> verify(SignedRecord record, OrgState organisation, Instant now) {
        return DescriptorCheck.ofMember(record, organisation, now);
    }

    /// Checks a descriptor of a site of which we know already that it belongs to the organisation, such as a partner's:
    /// how the site proves that to strangers is not looked at.
    public static Verdict<Descriptor> verify(SignedRecord record, OrgId organisation, SiteId site, Instant now) {
        return DescriptorCheck.ofPinned(record, organisation, site, now);
    }

    public Bytes encode() {
        return DescriptorCodec.encode(this);
    }

    /// Signs with the site's key.
    ///
    /// @throws IllegalArgumentException when the record would have more than 1000 bytes
    public SignedRecord sign(SigningKey key) {
        SignedRecord record = SignedRecord.sign(TYPE, encode(), key);
        if (record.encoded().size() > MAX_RECORD) {
            throw new IllegalArgumentException("a descriptor has at most 1000 bytes, not "
                    + record.encoded().size() + "; drop endpoints or names");
        }
        return record;
    }

    public SiteId siteId() {
        return SiteId.of(siteKey);
    }

    /// The first key that this version can seal to.
    public Optional<HpkePublicKey> sealingKey() {
        return hpkeKeys.stream().flatMap(key -> key.usable().stream()).findFirst();
    }
}
