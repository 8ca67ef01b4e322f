package dev.kontor.wire.descriptor;

import dev.kontor.wire.address.SiteName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.cbor.CborWriter;
import dev.kontor.wire.descriptor.Verdict.Reason;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;
import dev.kontor.wire.sign.VerifyKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A site's signed, expiring claim to go by a name. Anyone may claim any name: a look-up lists all claimants with their
/// evidence and picks none by itself.
///
/// `{1: version 1, 2: name, 3: site key, 4: orgId, 5: sequence, 6: issued at, 7: expires at, 8: [[kind, text], …]}`
public record NameAnnouncement(
        SiteName name, VerifyKey siteKey, OrgId orgId, Validity validity, List<Evidence> evidence) {
    public static final RecordType TYPE = RecordType.NAME_ANNOUNCEMENT;
    public static final int VERSION = 1;

    /// Most bytes of the whole signed record.
    public static final int MAX_RECORD = 1000;

    public static final int MAX_EVIDENCE = 4;

    public NameAnnouncement {
        evidence = List.copyOf(evidence);
        if (evidence.size() > MAX_EVIDENCE) {
            throw new IllegalArgumentException("at most 4 pieces of evidence");
        }
    }

    /// Reads the payload of an announcement and believes nothing of it.
    ///
    /// @throws MalformedException when the bytes are not one in its only encoding
    public static NameAnnouncement decode(Bytes payload) {
        return CborReader.decode(payload, NameAnnouncement::read);
    }

    /// Checks signature and validity; whether the name is deserved is another question.
    public static Verdict<NameAnnouncement> verify(SignedRecord record, Instant now) {
        if (record.encoded().size() > MAX_RECORD) {
            return new Verdict.Refused<>(Reason.TOO_LARGE, "more than 1000 bytes");
        }
        try {
            NameAnnouncement announcement = decode(record.payload());
            return DescriptorCheck.<NameAnnouncement>validity(announcement.validity, now)
                    .or(() -> signature(record, announcement))
                    .orElseGet(() -> new Verdict.Verified<>(announcement, record));
        } catch (MalformedException malformed) {
            return new Verdict.Refused<>(Reason.MALFORMED, malformed.reason());
        }
    }

    public Bytes encode() {
        return new CborWriter()
                .map(8)
                .key(1)
                .uint(VERSION)
                .key(2)
                .text(name.text())
                .key(3)
                .bytes(siteKey.raw())
                .key(4)
                .bytes(orgId.bytes())
                .key(5)
                .uint(validity.sequence())
                .key(6)
                .instant(validity.issuedAt())
                .key(7)
                .instant(validity.expiresAt())
                .key(8)
                .array(evidence, (w, e) -> w.array(2).uint(e.kind().code()).text(e.text()))
                .toBytes();
    }

    /// Signs with the site's key.
    ///
    /// @throws IllegalArgumentException when the record would have more than 1000 bytes
    public SignedRecord sign(SigningKey key) {
        SignedRecord record = SignedRecord.sign(TYPE, encode(), key);
        if (record.encoded().size() > MAX_RECORD) {
            throw new IllegalArgumentException("an announcement has at most 1000 bytes; drop evidence");
        }
        return record;
    }

    public SiteId siteId() {
        return SiteId.of(siteKey);
    }

    private static NameAnnouncement read(CborReader reader) {
        reader.expectMap(8);
        reader.key(1).readVersion(VERSION);
        return new NameAnnouncement(
                new SiteName(reader.key(2).readText(SiteName.MAX_LENGTH)),
                VerifyKey.read(reader.key(3)),
                OrgId.read(reader.key(4)),
                new Validity(
                        reader.key(5).readUint(),
                        reader.key(6).readInstant(),
                        reader.key(7).readInstant()),
                reader.key(8).readList(MAX_EVIDENCE, NameAnnouncement::readEvidence));
    }

    private static Evidence readEvidence(CborReader reader) {
        reader.expectArray(2);
        Evidence.Kind kind = Evidence.Kind.read(reader);
        return new Evidence(kind, reader.readText(Evidence.MAX_TEXT));
    }

    private static Optional<Verdict<NameAnnouncement>> signature(SignedRecord record, NameAnnouncement announcement) {
        return record.verify(announcement.siteKey, TYPE)
                ? Optional.empty()
                : DescriptorCheck.refused(Reason.BAD_SIGNATURE, "not signed by the site key that it names");
    }
}
