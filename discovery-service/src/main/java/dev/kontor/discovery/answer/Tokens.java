package dev.kontor.discovery.answer;

import dev.kontor.discovery.message.Protocol;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Tokens that prove an address: who sends one back must have received it there. A token is the beginning of
/// SHA-256(secret || address); secrets change every five minutes and the last one is still honoured, so nothing is
/// remembered per address.
final class Tokens {
    /// Our choice; a token is good for at least this long.
    static final Duration EPOCH = Duration.ofMinutes(5);

    private static final int SECRET_BYTES = 32;

    private final RandomGenerator random;
    private Bytes current;
    private Bytes previous;
    private Instant changesAt;

    Tokens(RandomGenerator random, Instant now) {
        this.random = random;
        this.current = secret();
        this.previous = secret();
        this.changesAt = now.plus(EPOCH);
    }

    Bytes issue(NodeAddress address, Instant now) {
        advance(now);
        return token(current, address);
    }

    boolean proves(@Nullable Bytes token, NodeAddress address, Instant now) {
        advance(now);
        return token != null
                && (token.equalsConstantTime(token(current, address))
                        || token.equalsConstantTime(token(previous, address)));
    }

    private void advance(Instant now) {
        if (now.isBefore(changesAt)) {
            return;
        }
        previous = now.isBefore(changesAt.plus(EPOCH)) ? current : secret();
        current = secret();
        changesAt = now.plus(EPOCH);
    }

    private Bytes secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }

    private static Bytes token(Bytes secret, NodeAddress address) {
        return Sha256.digest(secret, address.compact()).slice(0, Protocol.TOKEN_BYTES);
    }
}
