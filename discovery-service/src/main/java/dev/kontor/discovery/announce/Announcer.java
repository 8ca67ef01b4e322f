package dev.kontor.discovery.announce;

import dev.kontor.discovery.directory.KnownSites;
import dev.kontor.wire.address.SiteName;
import dev.kontor.wire.bytes.MalformedException;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Has our descriptor and our name signed and hands them to the DHT: at start, when half of their time is over, and as
/// soon as identity-service tells other facts than those that were signed. Tries for ever, quickly at first.
@ApplicationScoped
class Announcer {
    private static final Logger LOG = Logger.getLogger(Announcer.class);

    // Our choice.
    private static final Duration LOOK_EVERY = Duration.ofSeconds(30);
    private static final Duration RETRY_MOST = Duration.ofSeconds(15);

    private final Identity identity;
    private final OwnRecords records;
    private final KnownSites known;
    private final Optional<Identity.Place> place;
    private final boolean off;
    private final Clock clock = Clock.systemUTC();
    private @Nullable Announcement last;
    private Instant nextAt = Instant.EPOCH;
    private int failures;

    Announcer(@RestClient Identity identity, OwnRecords records, KnownSites known, PublicPlace place) {
        this.identity = identity;
        this.records = records;
        this.known = known;
        this.place = place.host().flatMap(host -> place.port().map(port -> new Identity.Place(host, port)));
        this.off = this.place.isEmpty();
        if (off) {
            LOG.warn("this site is not announced; set KONTOR_PUBLIC_HOST and KONTOR_PUBLIC_PORT to where its gateway"
                    + " is reached from outside");
        }
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> announceWhenDue() {
        if (off || clock.instant().isBefore(nextAt)) {
            return Uni.createFrom().voidItem();
        }
        return identity.site()
                .chain(this::renewIfDue)
                .invoke(this::onSuccess)
                .onFailure()
                .invoke(this::onFailure)
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> renewIfDue(Identity.Site site) {
        Announcement present = last;
        if (present == null || present.isDue(site, clock.instant())) {
            return known.sequenceOf(site.siteId())
                    .chain(before -> sign(site).call(this::learn).invoke(signed -> publish(signed, before)))
                    .replaceWithVoid();
        }
        return Uni.createFrom().voidItem();
    }

    private Uni<Announcement> sign(Identity.Site site) {
        List<SiteName> names = announceable(site.name()).stream().toList();
        Identity.DescriptorRequest request =
                new Identity.DescriptorRequest(place.stream().toList(), names);
        return identity.descriptor(request)
                .chain(descriptor -> signName(names)
                        .map(name -> new Announcement(site, descriptor.record(), name.map(Identity.Signed::record))));
    }

    /// A name that has the form of one; others are for people only.
    private static Optional<SiteName> announceable(@Nullable String name) {
        try {
            return Optional.ofNullable(name).map(SiteName::parse);
        } catch (MalformedException malformed) {
            LOG.warnf("the organisation's name cannot be announced name=%s reason=%s", name, malformed.reason());
            return Optional.empty();
        }
    }

    private Uni<Optional<Identity.Signed>> signName(List<SiteName> names) {
        return names.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : identity.nameAnnouncement(new Identity.NameRequest(names.getFirst()))
                        .map(Optional::of);
    }

    private void publish(Announcement announcement, Optional<Long> before) {
        records.whereabouts(announcement.publications(before.orElse(null)));
        last = announcement;
        LOG.infof(
                "site announced site=%s sequence=%d name=%s",
                announcement.site().siteId(),
                announcement.descriptor().validity().sequence(),
                announcement.site().name());
    }

    /// Before it is published: after a crash we know what others may have seen of us.
    private Uni<Void> learn(Announcement announcement) {
        return known.learn(announcement.descriptor(), announcement.signedDescriptor(), clock.instant())
                .replaceWithVoid();
    }

    private void onSuccess() {
        failures = 0;
        nextAt = clock.instant().plus(LOOK_EVERY);
    }

    private void onFailure(Throwable reason) {
        Duration pause = Duration.ofSeconds(Math.min(1L << Math.min(failures, 10), RETRY_MOST.toSeconds()));
        nextAt = clock.instant().plus(pause);
        if (failures++ == 0) {
            LOG.warnf("site not announced yet, trying again until identity-service answers reason=%s", reason);
        }
    }
}
