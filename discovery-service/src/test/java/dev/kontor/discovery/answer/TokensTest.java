package dev.kontor.discovery.answer;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.testkit.ManualClock;
import dev.kontor.wire.bytes.Bytes;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokensTest {
    private static final Instant NOW = ManualClock.EPOCH;
    private static final NodeAddress HOME = new NodeAddress(Bytes.of(new byte[] {10, 0, 0, 1}), 4000);
    private static final NodeAddress OTHER_PORT = new NodeAddress(Bytes.of(new byte[] {10, 0, 0, 1}), 4001);
    private final Tokens tokens = new Tokens(new Random(1), NOW);

    @Test
    void provesTheAddressItWasGivenTo() {
        Bytes token = tokens.issue(HOME, NOW);
        assertTrue(tokens.proves(token, HOME, NOW));
        assertFalse(tokens.proves(token, OTHER_PORT, NOW));
        assertFalse(tokens.proves(null, HOME, NOW));
    }

    @Test
    void livesForOneEpochAtLeastAndTwoAtMost() {
        Bytes token = tokens.issue(HOME, NOW);
        assertTrue(tokens.proves(token, HOME, NOW.plus(Tokens.EPOCH)));
        assertFalse(tokens.proves(token, HOME, NOW.plus(Tokens.EPOCH.multipliedBy(2))));
    }

    @Test
    void isWorthNothingAfterALongPause() {
        Bytes token = tokens.issue(HOME, NOW);
        assertFalse(tokens.proves(token, HOME, NOW.plus(Tokens.EPOCH.multipliedBy(3))));
    }
}
