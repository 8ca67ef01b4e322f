package dev.kontor.discovery.node;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.testkit.ManualClock;
import dev.kontor.wire.bytes.Bytes;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReachabilityTest {
    private static final Instant NOW = ManualClock.EPOCH;
    private static final NodeAddress ASKED = new NodeAddress(Bytes.of(new byte[] {20, 0, 0, 1}), 7400);
    private static final NodeAddress STRANGER = new NodeAddress(Bytes.of(new byte[] {20, 0, 0, 2}), 7400);
    private final Reachability reachability = new Reachability(NOW);

    @Test
    void isAClientWhenOnlyThoseAskUsWhomWeHaveAsked() {
        reachability.onAsked(ASKED);
        reachability.onRequest(ASKED, NOW.plusSeconds(1));
        reachability.advance(100, NOW.plus(Tuning.TRIAL));
        assertTrue(reachability.isClient());
    }

    @Test
    void isNoClientWhenAStrangerReachesUs() {
        reachability.onAsked(ASKED);
        reachability.onRequest(STRANGER, NOW.plusSeconds(1));
        reachability.advance(100, NOW.plus(Tuning.TRIAL));
        assertFalse(reachability.isClient());
    }

    @Test
    void judgesNothingInASmallNetwork() {
        reachability.advance(Tuning.ENOUGH_CONTACTS - 1, NOW.plus(Tuning.TRIAL));
        assertFalse(reachability.isClient());
    }

    @Test
    void triesAgainAfterAWhile() {
        reachability.advance(100, NOW.plus(Tuning.TRIAL));
        assertTrue(reachability.isClient());
        reachability.advance(100, NOW.plus(Tuning.TRIAL).plus(Tuning.CLIENT_FOR));
        assertFalse(reachability.isClient());
    }
}
