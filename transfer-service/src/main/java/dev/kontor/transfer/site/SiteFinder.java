package dev.kontor.transfer.site;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.descriptor.Descriptor;
import dev.kontor.wire.descriptor.Verdict;
import dev.kontor.wire.event.PartnerSite;
import dev.kontor.wire.event.PartnerView;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.sign.SignedRecord;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/// Where a partner's sites are: descriptors from discovery-service, with those that came with the partnership as a
/// fall-back. Only sites that the trust view pins count, and a descriptor counts only with its signature and in its
/// time.
@ApplicationScoped
public class SiteFinder {
    private static final Logger LOG = Logger.getLogger(SiteFinder.class);

    // Our choice: an address change is noticed this late at most; a failed connection asks again at once.
    private static final Duration REMEMBER = Duration.ofSeconds(30);
    private static final int MAX_REMEMBERED = 1000;

    private record Known(List<Descriptor> descriptors, Instant at) {}

    private final DiscoveryService discovery;
    private final Clock clock;
    private final Map<OrgId, Known> known = new ConcurrentHashMap<>();

    SiteFinder(@RestClient DiscoveryService discovery, Clock clock) {
        this.discovery = discovery;
        this.clock = clock;
    }

    /// The partner's sites, newest descriptor first. Blocks.
    public List<Descriptor> sites(PartnerView partner) {
        Known cached = known.get(partner.orgId());
        Instant now = clock.instant();
        if (cached != null && cached.at().plus(REMEMBER).isAfter(now)) {
            return cached.descriptors();
        }
        List<Descriptor> found = newest(partner, Stream.concat(fromDiscovery(partner.orgId()), pinned(partner)), now);
        if (known.size() >= MAX_REMEMBERED) {
            known.clear();
        }
        known.put(partner.orgId(), new Known(found, now));
        return found;
    }

    /// Forgets what is known of a partner's addresses: none of them answered, or a newer descriptor was announced.
    public void forget(OrgId orgId) {
        known.remove(orgId);
    }

    private Stream<Bytes> fromDiscovery(OrgId orgId) {
        try {
            return discovery.sites(orgId).records().stream();
        } catch (WebApplicationException | ProcessingException failure) {
            LOG.warnf("discovery cannot be asked partner=%s reason=%s", orgId, failure.getMessage());
            return Stream.empty();
        }
    }

    private static Stream<Bytes> pinned(PartnerView partner) {
        return partner.sites().stream().map(PartnerSite::descriptor);
    }

    private static List<Descriptor> newest(PartnerView partner, Stream<Bytes> records, Instant now) {
        Map<SiteId, Descriptor> bySite = new HashMap<>();
        records.flatMap(record -> verified(partner, record, now).stream())
                .forEach(descriptor -> bySite.merge(descriptor.siteId(), descriptor, SiteFinder::newer));
        return bySite.values().stream()
                .sorted(Comparator.comparingLong(SiteFinder::sequence).reversed())
                .toList();
    }

    /// Of the partner's sites only; that they are its own was decided when they were pinned.
    private static List<Descriptor> verified(PartnerView partner, Bytes encoded, Instant now) {
        try {
            SignedRecord record = SignedRecord.parse(encoded);
            SiteId site = Descriptor.decode(record.payload()).siteId();
            if (partner.site(site).isEmpty()) {
                return List.of();
            }
            return switch (Descriptor.verify(record, partner.orgId(), site, now)) {
                case Verdict.Verified<Descriptor>(var descriptor, var _) -> List.of(descriptor);
                case Verdict.Refused<Descriptor>(var reason, var detail) -> {
                    LOG.debugf("descriptor refused reason=%s detail=%s", reason, detail);
                    yield List.of();
                }
            };
        } catch (MalformedException malformed) {
            return List.of();
        }
    }

    private static Descriptor newer(Descriptor left, Descriptor right) {
        return sequence(left) >= sequence(right) ? left : right;
    }

    private static long sequence(Descriptor descriptor) {
        return descriptor.validity().sequence();
    }
}
