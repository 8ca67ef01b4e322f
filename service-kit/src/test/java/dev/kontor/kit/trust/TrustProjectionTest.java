package dev.kontor.kit.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.kontor.kit.trust.TrustProjection.Trust;
import dev.kontor.testkit.ManualClock;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.event.PartnerSite;
import dev.kontor.wire.event.PartnerState;
import dev.kontor.wire.event.PartnerView;
import dev.kontor.wire.event.Self;
import dev.kontor.wire.event.TrustView;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrustProjectionTest {
    private static final SiteId SITE = new SiteId(Bytes.of(new byte[32]));
    private static final OrgId ORG = new OrgId(Bytes.of(new byte[32]));
    private static final Bytes PIN = Bytes.of((byte) 1, (byte) 2);

    private final ManualClock clock = ManualClock.start();
    private Uni<TrustView> answer = Uni.createFrom().failure(new IllegalStateException("identity is away"));
    private final TrustProjection projection = new TrustProjection(() -> answer, clock);

    @Test
    void decidesNothingBeforeTheFirstAnswer() {
        pull();
        assertInstanceOf(Trust.Stale.class, projection.current());
        assertEquals(Optional.empty(), projection.pinOf(SITE));
    }

    @Test
    void holdsForAMinuteAfterTheLastConfirmation() {
        answer = Uni.createFrom().item(view(1, PartnerState.ACTIVE));
        pull();
        clock.advance(TrustProjection.DEADLINE);
        assertInstanceOf(Trust.Fresh.class, projection.current());
        clock.advance(Duration.ofMillis(1));
        assertEquals(new Trust.Stale(ManualClock.EPOCH), projection.current());
        assertEquals(Optional.empty(), projection.pinOf(SITE));
    }

    @Test
    void staysStaleWhileIdentityServiceIsAway() {
        answer = Uni.createFrom().item(view(1, PartnerState.ACTIVE));
        pull();
        answer = Uni.createFrom().failure(new IllegalStateException("away"));
        clock.advance(Duration.ofSeconds(61));
        pull();
        assertInstanceOf(Trust.Stale.class, projection.current());
    }

    @Test
    void recoversByItself() {
        pull();
        answer = Uni.createFrom().item(view(1, PartnerState.ACTIVE));
        pull();
        assertInstanceOf(Trust.Fresh.class, projection.current());
    }

    @Test
    void pinsSitesOfActivePartnersOnly() {
        for (PartnerState state : PartnerState.values()) {
            answer = Uni.createFrom().item(view(1, state));
            clock.advance(Duration.ofSeconds(1));
            pull();
            Optional<Bytes> expected = state == PartnerState.ACTIVE ? Optional.of(PIN) : Optional.empty();
            assertEquals(expected, projection.pinOf(SITE), "in state " + state);
        }
    }

    @Test
    void ignoresAnAnswerThatWasOvertaken() {
        List<UniEmitter<? super TrustView>> open = new ArrayList<>();
        answer = Uni.createFrom().emitter(open::add);
        projection.pull().subscribe().with(nothing -> {});
        clock.advance(Duration.ofSeconds(1));
        projection.pull().subscribe().with(nothing -> {});

        open.get(1).complete(view(2, PartnerState.REVOKED));
        open.get(0).complete(view(1, PartnerState.ACTIVE));

        assertEquals(
                2,
                assertInstanceOf(Trust.Fresh.class, projection.current()).view().version());
    }

    @Test
    void countsFromWhenItAskedNotFromWhenItWasAnswered() {
        List<UniEmitter<? super TrustView>> open = new ArrayList<>();
        answer = Uni.createFrom().emitter(open::add);
        Instant asked = clock.instant();
        projection.pull().subscribe().with(nothing -> {});
        clock.advance(Duration.ofSeconds(3));
        Stream.of(open.getFirst()).forEach(late -> late.complete(view(1, PartnerState.ACTIVE)));

        assertEquals(
                asked, assertInstanceOf(Trust.Fresh.class, projection.current()).confirmedAt());
    }

    private void pull() {
        projection.pull().await().atMost(Duration.ofSeconds(10));
    }

    private static TrustView view(long version, PartnerState state) {
        PartnerView partner = new PartnerView(
                ORG, "acme-inc", state, List.of(new PartnerSite(SITE, PIN, Bytes.EMPTY)), Instant.EPOCH);
        return new TrustView(version, new Self(ORG, SITE, PIN, "globex"), List.of(partner), List.of());
    }
}
