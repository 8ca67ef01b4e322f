package dev.kontor.wire.descriptor;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.cbor.CborWriter;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;

/// A site tells partners that its organisation's log has grown, and where the site is. The log proves itself, whoever
/// brings it; the descriptor introduces a site that the log has taken in since.
///
/// `{1: version 1, 2: organisation's log (bytes), 3: descriptor (signed record)}`
public record OrganisationNotice(OrgLog log, SignedRecord descriptor) {
    public static final RecordType TYPE = RecordType.NOTICE;
    public static final int VERSION = 1;

    /// Most bytes of the log.
    public static final int MAX_LOG = 64 * 1024;

    /// Reads the payload of a notice and believes nothing of it.
    ///
    /// @throws MalformedException when the bytes are not one in its only encoding
    public static OrganisationNotice decode(Bytes payload) {
        return CborReader.decode(payload, reader -> {
            reader.expectMap(3);
            reader.key(1).readVersion(VERSION);
            return new OrganisationNotice(
                    OrgLog.decode(reader.key(2).readBytes(MAX_LOG)),
                    SignedRecord.parse(reader.key(3).readBytes(Descriptor.MAX_RECORD)));
        });
    }

    /// A notice that the site whose descriptor is in it has signed.
    ///
    /// @throws MalformedException when it is not
    public static OrganisationNotice verified(SignedRecord record) {
        OrganisationNotice notice = decode(record.payload());
        Descriptor claimed = Descriptor.decode(notice.descriptor.payload());
        record.verifiedPayload(claimed.siteKey(), TYPE);
        notice.descriptor.verifiedPayload(claimed.siteKey(), Descriptor.TYPE);
        return notice;
    }

    public Bytes encode() {
        return new CborWriter()
                .map(3)
                .key(1)
                .uint(VERSION)
                .key(2)
                .bytes(log.encode())
                .key(3)
                .bytes(descriptor.encoded())
                .toBytes();
    }

    public SignedRecord sign(SigningKey siteKey) {
        return SignedRecord.sign(TYPE, encode(), siteKey);
    }
}
