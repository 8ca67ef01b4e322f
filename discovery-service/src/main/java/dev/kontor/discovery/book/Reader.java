package dev.kontor.discovery.book;

import dev.kontor.discovery.dht.HostPort;
import dev.kontor.discovery.directory.KnownSites;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.descriptor.Descriptor;
import dev.kontor.wire.descriptor.Verdict;
import dev.kontor.wire.event.PartnerSite;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.sign.SignedRecord;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads what a partner's site told us: checks every descriptor as a stranger's and remembers those that hold. A
/// partner's own is held against the authority that was pinned when it was approved.
@ApplicationScoped
class Reader {
    private final KnownSites known;
    private final Pages pages;
    private final Clock clock = Clock.systemUTC();

    Reader(KnownSites known, Pages pages) {
        this.known = known;
        this.pages = pages;
    }

    /// A descriptor that holds.
    record Checked(Descriptor descriptor, Bytes signed) {}

    /// Whether the page may be what this site says: its own descriptor holds, and is its own.
    Optional<Checked> own(PartnerSite site, Page page) {
        return check(page.descriptor())
                .filter(checked -> checked.descriptor().siteId().equals(site.siteId())
                        && checked.descriptor().caKeyHash().equals(site.caKeyHash()));
    }

    /// The site asked us, and told of itself.
    Uni<Void> onQuestion(PartnerSite site, Checked own, Page page) {
        return known.learn(own.descriptor(), own.signed(), clock.instant())
                .chain(() -> pages.told(site.siteId(), page.tellable(), nodes(page), clock.instant()));
    }

    /// The site answered us, and told of others too.
    Uni<Void> onAnswer(PartnerSite site, Checked own, Page page) {
        List<Checked> others = page.sites().stream()
                .limit(Page.SITES)
                .flatMap(signed -> check(signed).stream())
                .toList();
        Set<SiteId> told =
                others.stream().map(checked -> checked.descriptor().siteId()).collect(Collectors.toSet());
        return onQuestion(site, own, page)
                .chain(() -> Multi.createFrom()
                        .iterable(others)
                        .onItem()
                        .transformToUniAndConcatenate(
                                checked -> known.hearOf(checked.descriptor(), checked.signed(), clock.instant()))
                        .collect()
                        .asList())
                .chain(() -> pages.toldOf(site.siteId(), told));
    }

    Optional<Checked> check(Bytes signed) {
        try {
            return Descriptor.verify(SignedRecord.parse(signed), clock.instant())
                            instanceof Verdict.Verified<Descriptor>(Descriptor descriptor, var _)
                    ? Optional.of(new Checked(descriptor, signed))
                    : Optional.empty();
        } catch (MalformedException malformed) {
            return Optional.empty();
        }
    }

    private static List<HostPort> nodes(Page page) {
        return page.priorityNodes().stream()
                .limit(Page.PRIORITY_NODES)
                .flatMap(text -> address(text).stream())
                .toList();
    }

    /// An address and no name: a partner shall not have us look names up.
    private static Optional<HostPort> address(String text) {
        try {
            return Optional.of(HostPort.parse(text)).filter(HostPort::isLiteral);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
