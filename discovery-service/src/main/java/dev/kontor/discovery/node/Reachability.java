package dev.kontor.discovery.node;

import dev.kontor.discovery.routing.NodeAddress;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/// Whether others can reach us, or only those whom we have just asked, as behind most routers. A node that cannot be
/// reached is a client: it asks without naming itself, so that nobody remembers it and waits for it in vain.
///
/// ```text
/// Trial --a stranger asks us something--> Reachable --an hour--> Trial
///   |                                                              ^
///   +--none within two minutes, though we know many--> Client --half an hour--+
/// ```
final class Reachability {
    private enum State {
        TRIAL,
        REACHABLE,
        CLIENT
    }

    private static final int REMEMBERED = 4_096;

    private final Set<NodeAddress> asked = new HashSet<>();
    private State state = State.TRIAL;
    private Instant since;

    Reachability(Instant now) {
        this.since = now;
    }

    void onAsked(NodeAddress to) {
        if (state == State.TRIAL && asked.size() < REMEMBERED) {
            asked.add(to);
        }
    }

    /// Somebody asks us; when we have never asked him, his datagram has found us by itself.
    void onRequest(NodeAddress from, Instant now) {
        if (state != State.REACHABLE && !asked.contains(from)) {
            enter(State.REACHABLE, now);
        }
    }

    /// Looks whether it is time for another state. With few contacts there are no strangers to wait for.
    void advance(int contacts, Instant now) {
        switch (state) {
            case TRIAL -> {
                if (contacts < Tuning.ENOUGH_CONTACTS) {
                    since = now;
                } else if (!since.plus(Tuning.TRIAL).isAfter(now)) {
                    enter(State.CLIENT, now);
                }
            }
            case REACHABLE -> retry(since.plus(Tuning.REACHABLE_FOR), now);
            case CLIENT -> retry(since.plus(Tuning.CLIENT_FOR), now);
        }
    }

    private void retry(Instant at, Instant now) {
        if (!at.isAfter(now)) {
            enter(State.TRIAL, now);
        }
    }

    private void enter(State next, Instant now) {
        state = next;
        since = now;
        asked.clear();
    }

    boolean isClient() {
        return state == State.CLIENT;
    }
}
