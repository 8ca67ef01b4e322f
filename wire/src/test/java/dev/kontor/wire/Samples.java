package dev.kontor.wire;

import dev.kontor.wire.address.EntryPath;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.address.SiteName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.Entry;
import dev.kontor.wire.content.Extent;
import dev.kontor.wire.content.IndexPieces;
import dev.kontor.wire.content.Manifest;
import dev.kontor.wire.content.MerkleTree;
import dev.kontor.wire.content.PieceRef;
import dev.kontor.wire.content.SealedPiece;
import dev.kontor.wire.content.SnapshotIndex;
import dev.kontor.wire.crypto.HpkeKeyPair;
import dev.kontor.wire.crypto.KeyDerivation;
import dev.kontor.wire.crypto.NamespaceSecret;
import dev.kontor.wire.crypto.PieceCipher;
import dev.kontor.wire.crypto.PieceKey;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.crypto.SnapshotKey;
import dev.kontor.wire.descriptor.Descriptor;
import dev.kontor.wire.descriptor.Endpoint;
import dev.kontor.wire.descriptor.Evidence;
import dev.kontor.wire.descriptor.HpkeKey;
import dev.kontor.wire.descriptor.Membership;
import dev.kontor.wire.descriptor.NameAnnouncement;
import dev.kontor.wire.descriptor.OrganisationNotice;
import dev.kontor.wire.descriptor.Provider;
import dev.kontor.wire.descriptor.Validity;
import dev.kontor.wire.grant.Audience;
import dev.kontor.wire.grant.Cidr;
import dev.kontor.wire.grant.Constraint;
import dev.kontor.wire.grant.Grant;
import dev.kontor.wire.grant.GrantAction;
import dev.kontor.wire.grant.Resource;
import dev.kontor.wire.grant.Revocation;
import dev.kontor.wire.grant.Ticket;
import dev.kontor.wire.id.GrantId;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.id.SnapshotId;
import dev.kontor.wire.id.TransferId;
import dev.kontor.wire.log.Checkpoint;
import dev.kontor.wire.log.Commitment;
import dev.kontor.wire.log.LogLeaf;
import dev.kontor.wire.org.Endorsement;
import dev.kontor.wire.org.LogEntry;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.receipt.Countersignature;
import dev.kontor.wire.receipt.Receipt;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// One fixed value of each record, made from fixed keys: the same on every machine, and what the golden vectors hold.
public final class Samples {
    public static final Instant AT = Instant.parse("2026-07-01T12:00:00Z");

    public static final SigningKey ROOT = key("root");
    public static final SigningKey NEXT_ROOT = key("next root");
    public static final SigningKey SITE = key("site");
    public static final SigningKey OTHER_SITE = key("other site");
    public static final HpkeKeyPair HPKE = HpkeKeyPair.fromPrivateKey(secret("hpke"));
    public static final SnapshotKey SNAPSHOT_KEY = new SnapshotKey(secret("snapshot key"));
    public static final NamespaceSecret NAMESPACE_SECRET = new NamespaceSecret(secret("namespace secret"));
    public static final NamespaceName INVOICES = new NamespaceName("invoices");
    public static final GrantId GRANT_ID = new GrantId(secret("grant").slice(0, 16));
    public static final TransferId TRANSFER_ID =
            new TransferId(secret("transfer").slice(0, 16));

    private Samples() {}

    /// 32 bytes that anyone can make again: SHA-256 of "kontor sample: " and the word.
    public static Bytes secret(String word) {
        return Sha256.digest(Bytes.utf8("kontor sample: " + word));
    }

    public static SigningKey key(String word) {
        return SigningKey.fromSeed(secret(word));
    }

    public static LogEntry.Inception inception() {
        return new LogEntry.Inception(
                List.of(ROOT.verifyKey()),
                1,
                List.of(NEXT_ROOT.verifyKey().digest()),
                AT,
                secret("nonce").slice(0, 16));
    }

    public static OrgLog newLog() {
        return OrgLog.begin(inception(), ROOT);
    }

    public static OrgId orgId() {
        return OrgId.of(newLog().inception());
    }

    public static SiteId siteId() {
        return SiteId.of(SITE.verifyKey());
    }

    /// A log with one entry of each kind.
    public static OrgLog wholeLog() {
        OrgLog log = newLog();
        log = log.append(new LogEntry.AddSite(log.replay().next(AT), SITE.verifyKey()), ROOT);
        log = log.append(new LogEntry.AddSite(log.replay().next(AT), OTHER_SITE.verifyKey()), ROOT);
        log = log.append(new LogEntry.ClaimName(log.replay().next(AT), new SiteName("acme.example")), ROOT);
        log = log.append(
                new LogEntry.Rotate(
                        log.replay().next(AT.plusSeconds(60)),
                        List.of(NEXT_ROOT.verifyKey()),
                        1,
                        List.of(key("third root").verifyKey().digest())),
                NEXT_ROOT);
        SiteId removed = SiteId.of(OTHER_SITE.verifyKey());
        log = log.append(new LogEntry.RemoveSite(log.replay().next(AT.plusSeconds(120)), removed), NEXT_ROOT);
        return log.append(new LogEntry.Deactivate(log.replay().next(AT.plusSeconds(180))), NEXT_ROOT);
    }

    /// A log of an organisation with two of three root keys, with an entry of each kind that [#wholeLog] lacks.
    public static OrgLog sharedLog() {
        SigningKey one = key("root one");
        SigningKey two = key("root two");
        SigningKey three = key("root three");
        OrgLog log = sharedInception();
        log = log.append(new LogEntry.AddSite(log.replay().next(AT), SITE.verifyKey()), two, three);
        log = log.append(new LogEntry.SetDomain(log.replay().next(AT), new SiteName("acme.example")), one, two);
        log = log.append(
                new LogEntry.ReplaceSite(log.replay().next(AT.plusSeconds(60)), siteId(), OTHER_SITE.verifyKey()),
                three,
                two,
                one);
        log = log.append(
                new LogEntry.Rotate(
                        log.replay().next(AT.plusSeconds(120)),
                        List.of(key("next one").verifyKey(), key("next three").verifyKey()),
                        2,
                        List.of(NEXT_ROOT.verifyKey().digest()),
                        1),
                key("next one"),
                key("next three"));
        return log.append(
                new LogEntry.SetDomain(log.replay().next(AT.plusSeconds(180)), null),
                key("next three"),
                key("next one"));
    }

    /// Two of three root keys, and commitments to three more.
    public static OrgLog sharedInception() {
        LogEntry.Inception inception = new LogEntry.Inception(
                List.of(
                        key("root one").verifyKey(),
                        key("root two").verifyKey(),
                        key("root three").verifyKey()),
                2,
                List.of(
                        key("next one").verifyKey().digest(),
                        key("next two").verifyKey().digest(),
                        key("next three").verifyKey().digest()),
                AT,
                secret("nonce").slice(0, 16));
        return OrgLog.begin(inception, key("root one"), key("root three"));
    }

    public static OrganisationNotice organisationNotice() {
        return new OrganisationNotice(newLog(), descriptor().sign(SITE));
    }

    public static Endorsement endorsement() {
        return new Endorsement(orgId(), SITE.verifyKey(), AT, 1);
    }

    public static Descriptor descriptor() {
        OrgLog log = newLog();
        log = log.append(new LogEntry.AddSite(log.replay().next(AT), SITE.verifyKey()), ROOT);
        Membership membership = new Membership(
                log.inception(), endorsement().sign(ROOT), 1, log.replay().headDigest());
        return new Descriptor(
                SITE.verifyKey(),
                orgId(),
                validity(),
                List.of(Endpoint.direct("gateway.acme.example", 7443)),
                secret("ca key"),
                List.of(HpkeKey.of(HPKE.publicKey())),
                membership,
                List.of(new SiteName("acme-inc"), new SiteName("acme.example")));
    }

    public static NameAnnouncement nameAnnouncement() {
        return new NameAnnouncement(
                new SiteName("acme.example"),
                SITE.verifyKey(),
                orgId(),
                validity(),
                List.of(new Evidence(Evidence.Kind.DNS, "acme.example")));
    }

    public static Provider provider() {
        return new Provider(SITE.verifyKey(), secret("storage key"), validity());
    }

    public static Validity validity() {
        return new Validity(7, AT, AT.plus(Duration.ofHours(24)));
    }

    /// Two pieces, three entries, one of them over both pieces and one empty.
    public static SnapshotIndex index() {
        PieceRef first = piece(plaintext(16384));
        PieceRef second = piece(plaintext(1000));
        Bytes both = Bytes.concat(plaintext(16384), plaintext(1000));
        Entry list = new Entry(
                EntryPath.ROOT,
                "application/json",
                100,
                Sha256.digest(both.slice(0, 100)),
                AT,
                List.of(new Extent(0, 0, 100)));
        Entry invoice = new Entry(
                EntryPath.parse("2026/07/INV-1 für Käufer.xml"),
                "application/xml",
                both.size() - 100,
                Sha256.digest(both.slice(100, both.size() - 100)),
                null,
                List.of(new Extent(0, 100, 16284), new Extent(1, 0, 1000)));
        Entry empty =
                new Entry(EntryPath.parse("empty.txt"), "text/plain", 0, Sha256.digest(Bytes.EMPTY), AT, List.of());
        return SnapshotIndex.of(List.of(first, second), List.of(list, invoice, empty));
    }

    /// Bytes that count up from 0, modulo 251.
    public static Bytes plaintext(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i % 251);
        }
        return Bytes.of(bytes);
    }

    public static PieceKey pieceKey(Bytes plaintext) {
        return KeyDerivation.pieceKey(NAMESPACE_SECRET, Sha256.digest(plaintext));
    }

    public static List<SealedPiece> indexPieces() {
        return IndexPieces.seal(index(), SNAPSHOT_KEY, 16384, new PieceCipher());
    }

    public static Manifest manifest() {
        return new Manifest(
                orgId(),
                SITE.verifyKey(),
                INVOICES,
                2,
                AT,
                new SnapshotId(secret("previous snapshot")),
                Manifest.Content.of(index(), 16384),
                Manifest.Index.of(indexPieces(), index().encode().size(), SNAPSHOT_KEY));
    }

    public static Grant grant() {
        return new Grant(
                GRANT_ID,
                orgId(),
                siteId(),
                new Resource(INVOICES, EntryPath.parse("2026/07"), new SnapshotId(secret("previous snapshot"))),
                new Audience.Organisation(new OrgId(secret("globex"))),
                Set.of(GrantAction.LIST, GrantAction.READ, GrantAction.RECEIVE),
                constraints(),
                1,
                AT);
    }

    public static List<Constraint> constraints() {
        return List.of(
                new Constraint.NotBefore(AT),
                new Constraint.NotAfter(AT.plus(Duration.ofDays(30))),
                new Constraint.Bytecount(1L << 40),
                new Constraint.Count(1000),
                new Constraint.Network(Cidr.parse("192.0.2.0/24")),
                new Constraint.PollInterval(Duration.ofMinutes(15)),
                new Constraint.Purpose("book-keeping"));
    }

    public static Revocation revocation() {
        return new Revocation(GRANT_ID, siteId(), AT.plusSeconds(3600), "contract ended");
    }

    public static Ticket ticket() {
        return new Ticket(
                orgId(), siteId(), SnapshotId.of(manifest().sign(SITE)), SiteId.of(OTHER_SITE.verifyKey()), AT);
    }

    public static Receipt receipt() {
        return new Receipt(
                TRANSFER_ID,
                SnapshotId.of(manifest().sign(SITE)),
                manifest().content().root(),
                new Receipt.Party(orgId(), siteId()),
                new Receipt.Party(new OrgId(secret("globex")), SiteId.of(OTHER_SITE.verifyKey())),
                INVOICES,
                GRANT_ID,
                17384,
                2,
                AT.plusSeconds(5));
    }

    public static SignedRecord signedReceipt() {
        return receipt().sign(OTHER_SITE);
    }

    public static Countersignature countersignature() {
        return new Countersignature(signedReceipt().digest(), siteId(), AT.plusSeconds(6));
    }

    /// One leaf of each kind, in the order in which things happen.
    public static List<LogLeaf> leaves() {
        return List.of(
                new LogLeaf.Acted(AT, "grant.issue", false, commitment().value()),
                new LogLeaf.Kept(LogLeaf.Kind.GRANT, AT, grant().sign(SITE).digest()),
                new LogLeaf.Acted(
                        AT.plusSeconds(1), "partner.approve", true, commitment().value()),
                new LogLeaf.Kept(
                        LogLeaf.Kind.RECEIPT, AT.plusSeconds(6), signedReceipt().digest()),
                new LogLeaf.Kept(
                        LogLeaf.Kind.COUNTERSIGNATURE,
                        AT.plusSeconds(6),
                        countersignature().sign(SITE).digest()),
                new LogLeaf.Kept(
                        LogLeaf.Kind.REVOCATION,
                        AT.plusSeconds(3600),
                        revocation().sign(SITE).digest()));
    }

    public static Commitment commitment() {
        return new Commitment(secret("salt"), "ada", "invoices to globex", "");
    }

    /// Of the first three leaves.
    public static Checkpoint checkpoint() {
        Bytes root = MerkleTree.root(
                leaves().subList(0, 3).stream().map(LogLeaf::hash).toList());
        return new Checkpoint(siteId(), 3, root, AT.plusSeconds(4));
    }

    /// Of a log of the other site's.
    public static Checkpoint otherCheckpoint() {
        return new Checkpoint(SiteId.of(OTHER_SITE.verifyKey()), 1, secret("other log"), AT.plusSeconds(4));
    }

    private static PieceRef piece(Bytes plaintext) {
        PieceKey key = pieceKey(plaintext);
        SealedPiece sealed = SealedPiece.of(new PieceCipher().encrypt(key, plaintext));
        return new PieceRef(sealed.id(), key, plaintext.size());
    }
}
