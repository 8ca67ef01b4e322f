package dev.kontor.discovery.node;

import java.time.Instant;

/// One of our records. `running` while it is being offered.
public record Standing(Publication publication, Instant dueAt, int thin, int copies, boolean running) {
    Standing atTheLatest(Instant soon) {
        return new Standing(publication, dueAt.isAfter(soon) ? soon : dueAt, 0, copies, running);
    }
}
