package dev.kontor.identity.pairing;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.PairingId;
import java.time.Instant;
import java.util.List;

/// What one side remembers of a handshake.
///
/// @param deadline when a living pairing expires, [#NEVER] for one that does not
public record Pairing(PairingId id, Role role, Peer peer, Transcript transcript, Instant deadline, State state) {
    public static final Instant NEVER = Instant.MAX;

    Pairing to(State next) {
        return new Pairing(id, role, peer, transcript, next.living() ? deadline : NEVER, next);
    }

    Pairing until(Instant other) {
        return new Pairing(id, role, peer, transcript, other, state);
    }

    Pairing saying(Transcript more) {
        return new Pairing(id, role, peer, more, deadline, state);
    }

    Pairing with(Peer introduced) {
        return new Pairing(id, role, introduced, transcript, deadline, state);
    }

    public boolean active() {
        return state instanceof State.Active;
    }

    /// The six words to compare, empty while there is nothing to compare.
    public List<String> words() {
        return transcript.words();
    }

    /// A message of this pairing to the other side.
    public PairingMessage message(Body body) {
        return new PairingMessage(id, peer.site(), body);
    }

    Bytes ourNonce() {
        return transcript.nonce();
    }
}
