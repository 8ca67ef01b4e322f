package dev.kontor.discovery.node;

import java.time.Instant;

/// One of our records: published until then, due again at, how often in a row too few kept it, how many keep it.
/// `running` while it is being offered.
public record Standing(Publication publication, Instant until, Instant dueAt, int thin, int copies, boolean running) {
    Standing started() {
        return new Standing(publication, until, dueAt, thin, copies, true);
    }

    Standing offered(Instant nextAt, int nextThin, int nextCopies) {
        return new Standing(publication, until, nextAt, nextThin, nextCopies, false);
    }

    Standing atTheLatest(Instant soon) {
        return new Standing(publication, until, dueAt.isAfter(soon) ? soon : dueAt, 0, copies, running);
    }
}
