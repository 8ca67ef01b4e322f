package dev.kontor.transfer.fetch;

import dev.kontor.transfer.frame.Frame;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.content.Manifest;
import dev.kontor.wire.event.PartnerView;
import dev.kontor.wire.id.SnapshotId;
import dev.kontor.wire.sign.SignedRecord;
import java.util.Optional;

/// Whether a manifest that a partner sent is one to believe. A pure function.
final class ManifestCheck {
    /// What we know of the namespace.
    ///
    /// @param highest the highest sequence that was ever seen; 0 when none was
    /// @param known the snapshot with that sequence, if it is still here
    record History(long highest, Optional<SnapshotId> known) {}

    /// The outcome.
    sealed interface Verdict {}

    record Accepted(SignedRecord record, Manifest manifest, SnapshotId id) implements Verdict {}

    /// Why the partner's word is not taken.
    record Rejected(String reason) implements Verdict {}

    private ManifestCheck() {}

    static Verdict check(Frame.Manifest frame, PartnerView partner, NamespaceName namespace, History history) {
        try {
            SignedRecord record = SignedRecord.parse(frame.manifest());
            Manifest manifest = Manifest.verified(record);
            SnapshotId id = SnapshotId.of(record);
            return fault(manifest, id, partner, namespace, history)
                    .<Verdict>map(Rejected::new)
                    .orElseGet(() -> new Accepted(record, manifest, id));
        } catch (MalformedException malformed) {
            return new Rejected("the manifest is malformed or not signed by its site: " + malformed.reason());
        }
    }

    private static Optional<String> fault(
            Manifest manifest, SnapshotId id, PartnerView partner, NamespaceName namespace, History history) {
        if (!manifest.orgId().equals(partner.orgId())
                || partner.site(manifest.siteId()).isEmpty()) {
            return Optional.of("the manifest is signed by " + manifest.siteId() + ", no site of this partner");
        }
        if (!manifest.namespace().equals(namespace)) {
            return Optional.of("the manifest is of namespace " + manifest.namespace());
        }
        if (manifest.sequence() < history.highest()) {
            return Optional.of(
                    "the manifest is an old one: sequence " + manifest.sequence() + " after " + history.highest());
        }
        boolean twin = manifest.sequence() == history.highest()
                && history.known().filter(known -> !known.equals(id)).isPresent();
        return twin ? Optional.of("two manifests have the sequence " + manifest.sequence()) : Optional.empty();
    }
}
