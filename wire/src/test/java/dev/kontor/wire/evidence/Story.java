package dev.kontor.wire.evidence;

import dev.kontor.wire.Samples;
import dev.kontor.wire.address.EntryPath;
import dev.kontor.wire.address.SiteName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.MerkleTree;
import dev.kontor.wire.descriptor.Descriptor;
import dev.kontor.wire.descriptor.Endpoint;
import dev.kontor.wire.descriptor.HpkeKey;
import dev.kontor.wire.descriptor.Membership;
import dev.kontor.wire.grant.Audience;
import dev.kontor.wire.grant.Constraint;
import dev.kontor.wire.grant.Grant;
import dev.kontor.wire.grant.GrantAction;
import dev.kontor.wire.grant.Resource;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.id.SnapshotId;
import dev.kontor.wire.log.Checkpoint;
import dev.kontor.wire.log.Frontier;
import dev.kontor.wire.log.LogLeaf;
import dev.kontor.wire.log.LogProofs;
import dev.kontor.wire.log.TreeNode;
import dev.kontor.wire.org.Endorsement;
import dev.kontor.wire.org.LogEntry;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.receipt.Countersignature;
import dev.kontor.wire.receipt.Receipt;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One transfer from Acme to Globex, with all records of it.
final class Story {
    static final Instant AT = Samples.AT.plusSeconds(60);

    final TestAuthority acmeAuthority = new TestAuthority();
    final TestAuthority globexAuthority = new TestAuthority();
    final TransferEvidence.Side acme = side(Samples.ROOT, Samples.SITE, acmeAuthority, "acme-inc");
    final TransferEvidence.Side globex =
            side(Samples.key("globex root"), Samples.OTHER_SITE, globexAuthority, "globex");
    final SiteLog acmeLog = new SiteLog(Samples.SITE);
    final SiteLog globexLog = new SiteLog(Samples.OTHER_SITE);
    final SignedRecord manifest = Samples.manifest().sign(Samples.SITE);
    final SignedRecord grant = grant(new Audience.Organisation(orgId(globex))).sign(Samples.SITE);
    final SignedRecord receipt = receipt().with(globexLog.checkpoint(AT)).sign(Samples.OTHER_SITE);
    final SignedRecord countersignature = new Countersignature(receipt.digest(), Samples.siteId(), AT.plusSeconds(1))
            .with(acmeLog.checkpoint(AT))
            .sign(Samples.SITE);

    /// A site's log with a few acts before the transfer.
    static final class SiteLog {
        final SigningKey key;
        final Map<TreeNode, Bytes> nodes = new HashMap<>();
        Frontier frontier = Frontier.EMPTY;

        SiteLog(SigningKey key) {
            this.key = key;
            Samples.leaves().forEach(this::append);
        }

        void append(LogLeaf leaf) {
            Frontier.Growth growth = frontier.append(leaf.hash());
            nodes.putAll(growth.nodes());
            frontier = growth.frontier();
        }

        SignedRecord checkpoint(Instant at) {
            return new Checkpoint(SiteId.of(key.verifyKey()), frontier.size(), frontier.root(), at).sign(key);
        }

        Bytes node(TreeNode place) {
            return nodes.getOrDefault(place, MerkleTree.EMPTY_ROOT);
        }

        TransferEvidence.Extract extract(SignedRecord receipt, long held) {
            LogLeaf leaf = new LogLeaf.Kept(LogLeaf.Kind.RECEIPT, AT.plusSeconds(2), receipt.digest());
            append(leaf);
            long index = frontier.size() - 1;
            append(Samples.leaves().getFirst());
            return new TransferEvidence.Extract(
                    leaf,
                    LogProofs.inclusion(index, frontier.size(), this::node),
                    checkpoint(AT.plusSeconds(100)),
                    LogProofs.consistency(held, frontier.size(), this::node));
        }
    }

    static TransferEvidence.Side side(SigningKey root, SigningKey site, TestAuthority authority, String name) {
        LogEntry.Inception inception = new LogEntry.Inception(
                List.of(root.verifyKey()),
                1,
                List.of(Samples.NEXT_ROOT.verifyKey().digest()),
                Samples.AT,
                Samples.secret("nonce").slice(0, 16));
        OrgLog begun = OrgLog.begin(inception, root);
        OrgLog log = begun.append(new LogEntry.AddSite(begun.replay().next(Samples.AT), site.verifyKey()), root);
        OrgId orgId = OrgId.of(log.inception());
        Membership membership = new Membership(
                log.inception(),
                new Endorsement(orgId, site.verifyKey(), Samples.AT, 1).sign(root),
                1,
                log.replay().headDigest());
        Descriptor descriptor = new Descriptor(
                site.verifyKey(),
                orgId,
                Samples.validity(),
                List.of(Endpoint.direct("gateway.example", 7443)),
                authority.keyHash(),
                List.of(HpkeKey.of(Samples.HPKE.publicKey())),
                membership,
                List.of(new SiteName(name)));
        return new TransferEvidence.Side(log, descriptor.sign(site));
    }

    static OrgId orgId(TransferEvidence.Side side) {
        return OrgId.of(side.log().inception());
    }

    Grant grant(Audience audience) {
        return new Grant(
                Samples.GRANT_ID,
                orgId(acme),
                Samples.siteId(),
                new Resource(Samples.INVOICES, EntryPath.ROOT, null),
                audience,
                Set.of(GrantAction.READ),
                List.of(new Constraint.Purpose("book-keeping")),
                0,
                Samples.AT);
    }

    Receipt receipt() {
        return new Receipt(
                Samples.TRANSFER_ID,
                SnapshotId.of(manifest),
                Samples.manifest().content().root(),
                new Receipt.Party(orgId(acme), Samples.siteId()),
                new Receipt.Party(orgId(globex), SiteId.of(Samples.OTHER_SITE.verifyKey())),
                Samples.INVOICES,
                Samples.GRANT_ID,
                Samples.manifest().content().bytes(),
                Samples.manifest().content().pieces(),
                AT);
    }

    TransferEvidence bySender() {
        return told(acmeLog.extract(receipt, 6));
    }

    TransferEvidence byReceiver() {
        return told(globexLog.extract(receipt, 6));
    }

    TransferEvidence told(TransferEvidence.Extract extract) {
        return new TransferEvidence(receipt, countersignature, grant, manifest, acme, globex, extract);
    }
}
