package dev.kontor.discovery.node;

import java.time.Duration;

/// Our choices: none of them is visible to others, and each may change without a new version.
final class Tuning {
    /// Requests under way in all; more wait for nothing, they are not sent.
    static final int OPEN_REQUESTS = 4096;
    /// Records that a view of the node shows.
    static final int SHOWN_RECORDS = 100;
    /// Look-ups under way in all.
    static final int LOOKUPS = 512;
    /// Unknown senders that are being asked for a proof at a time.
    static final int PROBES = 64;
    /// How long a sender that was asked for a proof is not asked again.
    static final Duration PROBE_PAUSE = Duration.ofMinutes(1);

    static final Duration LATE_AFTER_LEAST = Duration.ofMillis(100);
    static final Duration LATE_AFTER_MOST = Duration.ofMillis(750);
    static final Duration SILENT_AFTER_LEAST = Duration.ofSeconds(1);
    static final Duration SILENT_AFTER_MOST = Duration.ofMillis(2_500);

    /// Tokens live for five minutes at least; what is older is not worth sending.
    static final Duration TOKEN_AGE = Duration.ofMinutes(4);

    static final Duration SEEK_FIRST = Duration.ofMillis(500);
    static final Duration SEEK_MOST = Duration.ofSeconds(30);
    /// Priority nodes that are greeted; those that are named after them are not.
    static final int PRIORITY_NODES = 32;
    /// When one is back, what is to be kept by it is offered within this time.
    static final Duration PRIORITY_BACK = Duration.ofMinutes(10);
    /// Seeds asked in one go.
    static final int SEEDS_AT_ONCE = 8;
    /// A member greets a seed now and then, so that two networks that know the same seed become one.
    static final Duration SEED_GREETING = Duration.ofMinutes(5);

    static final Duration PROBE_EVERY = Duration.ofSeconds(5);
    static final Duration QUIET_AFTER = Duration.ofMinutes(10);
    static final Duration BUCKET_STALE_AFTER = Duration.ofHours(1);
    static final Duration REFRESH_EVERY = Duration.ofSeconds(10);
    static final Duration NEIGHBOURS_EVERY = Duration.ofMinutes(15);
    /// Contacts that fell silent and may come back.
    static final int LOST_CONTACTS = 64;
    /// How often one of them is greeted.
    static final Duration LOST_EVERY = Duration.ofSeconds(30);
    /// When one is back we look ourselves up as it sees the network, but not again within this time.
    static final Duration REUNION_PAUSE = Duration.ofMinutes(5);

    static final Duration EXPIRE_EVERY = Duration.ofMinutes(1);

    /// With so many contacts a node that can be reached hears from strangers within the time of a trial.
    static final int ENOUGH_CONTACTS = 40;

    static final Duration TRIAL = Duration.ofMinutes(2);
    static final Duration REACHABLE_FOR = Duration.ofHours(1);
    static final Duration CLIENT_FOR = Duration.ofMinutes(30);

    /// A look-up of our own upkeep takes no longer than this.
    static final Duration UPKEEP_DEADLINE = Duration.ofSeconds(15);

    static final Duration REPUBLISH_EVERY = Duration.ofHours(1);
    /// A record that found fewer keepers than there should be is offered again after this, then after twice as long.
    static final Duration THIN_FIRST = Duration.ofSeconds(5);

    static final Duration THIN_MOST = Duration.ofMinutes(10);
    /// New contacts in a small network make us offer our records to them after this.
    static final Duration NEWCOMER_PAUSE = Duration.ofSeconds(1);
    /// Records of the site that we publish at most, and values of clients.
    static final int PUBLICATIONS = 64;

    static final int PUTS = 20_000;
    /// Records that are being offered at a time.
    static final int OFFERS = 64;
    /// Keepers that one look-up asks for further pages of records: each quarter of the publishers twice, because
    /// datagrams get lost.
    static final int CHAINS = 2 * Quarter.COUNT;
    /// Further pages of records that one look-up asks for in all.
    static final int PAGES = 60;

    private Tuning() {}
}
