package dev.kontor.wire.grant;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.cbor.CborWriter;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.id.SnapshotId;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;
import dev.kontor.wire.sign.VerifyKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The origin's word that a site may have the pieces of one snapshot, for a minute: what that site shows to others who
/// hold them. It opens nothing; the snapshot's key comes from the origin alone.
///
/// `{1: version 1, 2: origin orgId, 3: origin siteId, 4: snapshotId, 5: asking siteId, 6: expires at}`
public record Ticket(OrgId originOrg, SiteId originSite, SnapshotId snapshotId, SiteId asker, Instant expiresAt) {
    public static final RecordType TYPE = RecordType.TICKET;
    public static final int VERSION = 1;

    /// How long a ticket may be good for: so long a helper goes on after a grant was revoked, at most.
    public static final Duration LONGEST_LIFE = Duration.ofSeconds(60);

    // Our choice: how much further a clock that made it may be than ours.
    private static final Duration SKEW = Duration.ofSeconds(30);

    public Ticket {
        expiresAt = expiresAt.truncatedTo(ChronoUnit.SECONDS);
    }

    /// Reads the payload of a ticket and believes nothing of it.
    ///
    /// @throws MalformedException when the bytes are not one in its only encoding
    public static Ticket decode(Bytes payload) {
        return CborReader.decode(payload, reader -> {
            reader.expectMap(6);
            reader.key(1).readVersion(VERSION);
            return new Ticket(
                    OrgId.read(reader.key(2)),
                    SiteId.read(reader.key(3)),
                    SnapshotId.read(reader.key(4)),
                    SiteId.read(reader.key(5)),
                    reader.key(6).readInstant());
        });
    }

    /// Reads a ticket that is signed by the origin's site.
    ///
    /// @throws MalformedException when it is signed by another key than that of the site that it names
    public static Ticket verified(SignedRecord record, VerifyKey origin) {
        Ticket ticket = decode(record.verifiedPayload(origin, TYPE));
        if (!ticket.originSite.equals(SiteId.of(origin))) {
            throw new MalformedException(0, "a ticket in the name of another site");
        }
        return ticket;
    }

    /// Whether it is good now: not expired, and not for longer than any may be.
    public boolean valid(Instant now) {
        return now.isBefore(expiresAt)
                && !expiresAt.isAfter(now.plus(LONGEST_LIFE).plus(SKEW));
    }

    public Bytes encode() {
        return new CborWriter()
                .map(6)
                .key(1)
                .uint(VERSION)
                .key(2)
                .bytes(originOrg.bytes())
                .key(3)
                .bytes(originSite.bytes())
                .key(4)
                .bytes(snapshotId.bytes())
                .key(5)
                .bytes(asker.bytes())
                .key(6)
                .instant(expiresAt)
                .toBytes();
    }

    public SignedRecord sign(SigningKey key) {
        return SignedRecord.sign(TYPE, encode(), key);
    }
}
