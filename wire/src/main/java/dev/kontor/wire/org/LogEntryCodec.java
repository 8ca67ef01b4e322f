package dev.kontor.wire.org;

import dev.kontor.wire.address.SiteName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.cbor.CborWriter;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.sign.VerifyKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The CBOR of [LogEntry].
final class LogEntryCodec {
    private static final int INCEPTION = 0;
    private static final int ROTATE = 1;
    private static final int ADD_SITE = 2;
    private static final int REMOVE_SITE = 3;
    private static final int CLAIM_NAME = 4;
    private static final int DEACTIVATE = 5;
    private static final int REPLACE_SITE = 6;
    private static final int SET_DOMAIN = 7;
    private static final int ROTATE_TO = 8;

    private LogEntryCodec() {}

    static Bytes encode(LogEntry entry) {
        CborWriter writer = new CborWriter();
        switch (entry) {
            case LogEntry.Inception inception -> write(writer, inception);
            case LogEntry.Rotate rotate -> write(writer, rotate);
            case LogEntry.AddSite add ->
                begin(writer, 7, ADD_SITE, add.link())
                        .key(7)
                        .bytes(add.siteKey().raw());
            case LogEntry.RemoveSite remove ->
                begin(writer, 7, REMOVE_SITE, remove.link())
                        .key(7)
                        .bytes(remove.siteId().bytes());
            case LogEntry.ClaimName claim ->
                begin(writer, 7, CLAIM_NAME, claim.link())
                        .key(7)
                        .text(claim.name().text());
            case LogEntry.Deactivate deactivate -> begin(writer, 6, DEACTIVATE, deactivate.link());
            case LogEntry.ReplaceSite replace ->
                begin(writer, 8, REPLACE_SITE, replace.link())
                        .key(7)
                        .bytes(replace.siteId().bytes())
                        .key(8)
                        .bytes(replace.siteKey().raw());
            case LogEntry.SetDomain set ->
                begin(writer, 7, SET_DOMAIN, set.link())
                        .key(7)
                        .text(set.domain() == null ? "" : set.domain().text());
        }
        return writer.toBytes();
    }

    static LogEntry decode(Bytes payload) {
        return CborReader.decode(payload, LogEntryCodec::read);
    }

    private static LogEntry read(CborReader reader) {
        int fields = reader.readMap(10);
        reader.key(1).readVersion(LogEntry.VERSION);
        int kind = (int) reader.key(2).readUint(ROTATE_TO);
        LogEntry entry = switch (kind) {
            case INCEPTION -> readInception(reader);
            case ROTATE -> readRotate(reader, false);
            case ROTATE_TO -> readRotate(reader, true);
            case REPLACE_SITE ->
                new LogEntry.ReplaceSite(readLink(reader), SiteId.read(reader.key(7)), VerifyKey.read(reader.key(8)));
            case SET_DOMAIN -> new LogEntry.SetDomain(readLink(reader), readDomain(reader.key(7)));
            case ADD_SITE -> new LogEntry.AddSite(readLink(reader), VerifyKey.read(reader.key(7)));
            case REMOVE_SITE -> new LogEntry.RemoveSite(readLink(reader), SiteId.read(reader.key(7)));
            case CLAIM_NAME -> new LogEntry.ClaimName(readLink(reader), readName(reader.key(7)));
            default -> new LogEntry.Deactivate(readLink(reader));
        };
        if (fields != fields(entry)) {
            throw reader.malformed("a log entry with " + fields + " fields");
        }
        return entry;
    }

    private static int fields(LogEntry entry) {
        return switch (entry) {
            case LogEntry.Rotate rotate -> rotate.nextThreshold() == rotate.threshold() ? 9 : 10;
            case LogEntry.ReplaceSite _ -> 8;
            case LogEntry.Deactivate _ -> 6;
            case LogEntry.Inception _, LogEntry.AddSite _, LogEntry.RemoveSite _ -> 7;
            case LogEntry.ClaimName _, LogEntry.SetDomain _ -> 7;
        };
    }

    private static void write(CborWriter writer, LogEntry.Inception inception) {
        writer.map(7).key(1).uint(LogEntry.VERSION).key(2).uint(INCEPTION);
        writeKeys(writer.key(3), inception.rootKeys());
        writer.key(4)
                .uint(inception.threshold())
                .key(5)
                .bytesArray(inception.nextKeyCommitments())
                .key(6)
                .instant(inception.createdAt())
                .key(7)
                .bytes(inception.nonce());
    }

    private static void write(CborWriter writer, LogEntry.Rotate rotate) {
        boolean plain = rotate.nextThreshold() == rotate.threshold();
        begin(writer, plain ? 9 : 10, plain ? ROTATE : ROTATE_TO, rotate.link());
        writeKeys(writer.key(7), rotate.rootKeys());
        writer.key(8).uint(rotate.threshold()).key(9).bytesArray(rotate.nextKeyCommitments());
        if (!plain) {
            writer.key(10).uint(rotate.nextThreshold());
        }
    }

    private static CborWriter begin(CborWriter writer, int fields, int kind, LogEntry.Link link) {
        return writer.map(fields)
                .key(1)
                .uint(LogEntry.VERSION)
                .key(2)
                .uint(kind)
                .key(3)
                .bytes(link.orgId().bytes())
                .key(4)
                .uint(link.seq())
                .key(5)
                .bytes(link.previous())
                .key(6)
                .instant(link.createdAt());
    }

    private static LogEntry.Inception readInception(CborReader reader) {
        List<VerifyKey> keys = readKeys(reader.key(3));
        int threshold = (int) reader.key(4).readUint(RootKeys.MAX);
        List<Bytes> commitments = readCommitments(reader.key(5));
        Instant createdAt = reader.key(6).readInstant();
        Bytes nonce = reader.key(7).readBytesExactly(LogEntry.Inception.NONCE_SIZE);
        return new LogEntry.Inception(keys, threshold, commitments, createdAt, nonce);
    }

    private static LogEntry.Rotate readRotate(CborReader reader, boolean otherNext) {
        LogEntry.Link link = readLink(reader);
        List<VerifyKey> keys = readKeys(reader.key(7));
        int threshold = (int) reader.key(8).readUint(RootKeys.MAX);
        List<Bytes> commitments = readCommitments(reader.key(9));
        if (!otherNext) {
            return new LogEntry.Rotate(link, keys, threshold, commitments);
        }
        int next = (int) reader.key(10).readUint(RootKeys.MAX);
        if (next == threshold) {
            throw reader.malformed("a next threshold that needs no saying");
        }
        return new LogEntry.Rotate(link, keys, threshold, commitments, next);
    }

    private static LogEntry.Link readLink(CborReader reader) {
        OrgId orgId = OrgId.read(reader.key(3));
        long seq = reader.key(4).readUint();
        Bytes previous = reader.key(5).readBytesExactly(Sha256.SIZE);
        return new LogEntry.Link(orgId, seq, previous, reader.key(6).readInstant());
    }

    private static void writeKeys(CborWriter writer, List<VerifyKey> keys) {
        writer.array(keys, (w, key) -> w.bytes(key.raw()));
    }

    private static List<VerifyKey> readKeys(CborReader reader) {
        return reader.readList(RootKeys.MAX, VerifyKey::read);
    }

    private static List<Bytes> readCommitments(CborReader reader) {
        return reader.readList(RootKeys.MAX, item -> item.readBytesExactly(Sha256.SIZE));
    }

    private static @Nullable SiteName readDomain(CborReader reader) {
        String text = reader.readText(SiteName.MAX_LENGTH);
        return text.isEmpty() ? null : new SiteName(text);
    }

    private static SiteName readName(CborReader reader) {
        return new SiteName(reader.readText(SiteName.MAX_LENGTH));
    }
}
