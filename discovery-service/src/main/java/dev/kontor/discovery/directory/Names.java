package dev.kontor.discovery.directory;

import dev.kontor.discovery.dht.Dht;
import dev.kontor.discovery.lookup.Goal;
import dev.kontor.discovery.lookup.Report;
import dev.kontor.discovery.node.Effect;
import dev.kontor.discovery.store.KeptRecord;
import dev.kontor.discovery.store.RecordKey;
import dev.kontor.wire.address.SiteName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.descriptor.Descriptor;
import dev.kontor.wire.descriptor.NameAnnouncement;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.sign.SignedRecord;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who goes by a name: every claimant with its evidence, in no order of merit. An announcement says which organisation
/// its site belongs to, but only the site's descriptor proves that, so a claim that its descriptor contradicts is left
/// out.
@ApplicationScoped
class Names {
    // Our choice: together less than three seconds.
    private static final Duration NAME_DEADLINE = Duration.ofMillis(1_800);
    private static final Duration SITE_DEADLINE = Duration.ofSeconds(1);

    private final Dht dht;
    private final Directory directory;

    Names(Dht dht, Directory directory) {
        this.dht = dht;
        this.directory = directory;
    }

    Uni<List<Claimant>> claimants(SiteName name) {
        return dht.lookUp(RecordKey.ofName(name.text()), Goal.ALL_PUBLISHERS, NAME_DEADLINE)
                .map(Effect.LookedUp::report)
                .chain(report -> judge(report).invoke(claimants -> {
                    if (claimants.isEmpty()) {
                        throw Directory.nothing("announcement of the name " + name, Effort.of(report));
                    }
                }));
    }

    private Uni<List<Claimant>> judge(Report report) {
        List<NameAnnouncement> announcements = report.records().stream()
                .map(KeptRecord::signed)
                .map(Names::decode)
                .toList();
        List<SiteId> sites =
                announcements.stream().map(NameAnnouncement::siteId).toList();
        return directory
                .descriptors(sites, SITE_DEADLINE)
                .map(descriptors -> inOrder(announcements.stream()
                        .flatMap(announcement -> claimant(announcement, descriptors).stream())
                        .toList()));
    }

    private static NameAnnouncement decode(Bytes signed) {
        return NameAnnouncement.decode(SignedRecord.parse(signed).payload());
    }

    private static Optional<Claimant> claimant(NameAnnouncement announcement, Map<SiteId, Bytes> descriptors) {
        Bytes signed = descriptors.get(announcement.siteId());
        return signed == null ? Optional.of(claimant(announcement, null, List.of())) : described(announcement, signed);
    }

    private static Optional<Claimant> described(NameAnnouncement announcement, Bytes signed) {
        Descriptor descriptor = Directory.decode(signed);
        return descriptor.orgId().equals(announcement.orgId())
                ? Optional.of(claimant(announcement, signed, Claimant.EndpointView.of(descriptor)))
                : Optional.empty();
    }

    private static Claimant claimant(
            NameAnnouncement announcement, @Nullable Bytes descriptor, List<Claimant.EndpointView> endpoints) {
        return new Claimant(
                announcement.orgId(),
                announcement.siteId(),
                announcement.evidence().stream().map(Claimant.EvidenceView::of).toList(),
                false,
                descriptor,
                endpoints);
    }

    /// The sites of an organisation in the shape of claimants; the organisation's id needs no evidence but itself.
    Uni<List<Claimant>> claimants(OrgId organisation) {
        return directory
                .organisation(organisation)
                .map(records -> inOrder(records.values().stream()
                        .map(signed -> claimant(signed, Directory.decode(signed)))
                        .toList()));
    }

    private static Claimant claimant(Bytes signed, Descriptor descriptor) {
        return new Claimant(
                descriptor.orgId(), descriptor.siteId(), List.of(), true, signed, Claimant.EndpointView.of(descriptor));
    }

    private static List<Claimant> inOrder(List<Claimant> claimants) {
        return claimants.stream()
                .sorted(Comparator.comparing(Claimant::orgId).thenComparing(Claimant::siteId))
                .toList();
    }
}
