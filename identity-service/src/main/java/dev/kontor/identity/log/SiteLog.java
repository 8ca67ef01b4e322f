package dev.kontor.identity.log;

import dev.kontor.identity.site.OurSite;
import dev.kontor.kit.bus.Outbox;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.log.Checkpoint;
import dev.kontor.wire.log.Frontier;
import dev.kontor.wire.log.LogLeaf;
import dev.kontor.wire.log.TreeNode;
import dev.kontor.wire.sign.SignedRecord;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/// Appends to the site's log and signs its head.
///
/// Whoever changes something opens the transaction with [#transact] and calls [#add] in it. The leaves get their
/// places as the last thing before the commit, under one row's lock: so that appending is serialised, the lock is
/// held shortly, and no transaction ever waits for another lock while it has this one. A leaf that a crash or
/// another way of opening a transaction left without a place gets one with the next.
@ApplicationScoped
public class SiteLog {
    /// Leaves that one transaction numbers; what is left over is the next one's.
    private static final int MAX_BATCH = 2000;

    private static final String LOCK = "select id from log_frontier where id = 1 for update";

    private final Outbox outbox;
    private final OurSite site;
    private final Clock clock;

    SiteLog(Outbox outbox, OurSite site, Clock clock) {
        this.outbox = outbox;
        this.site = site;
        this.clock = clock;
    }

    /// Does the work in one transaction, numbers its leaves, and sends what it published as soon as all is committed.
    public <T> Uni<T> transact(Function<Mutiny.Session, Uni<T>> work) {
        return outbox.transact(session -> work.apply(session).call(() -> number(session)));
    }

    /// Adds an act to the log, in the caller's transaction.
    ///
    /// @param subject what the leaf tells of, once for each kind: an entry's position
    public Uni<Void> add(Mutiny.Session session, LogLeaf.Acted leaf, String subject) {
        return session.persist(new LeafRow("ACT", subject, leaf.encode()));
    }

    /// Adds a signed record to the log, in the caller's transaction.
    ///
    /// @param subject the id of the grant or receipt
    public Uni<Void> keep(Mutiny.Session session, LogLeaf.Kind kind, Instant at, SignedRecord record, String subject) {
        LogLeaf leaf = new LogLeaf.Kept(kind, at, record.digest());
        return session.persist(new LeafRow(kind.name(), subject, leaf.encode()));
    }

    /// The signed head of the log as it is now. Two checkpoints of ours are never in another order by size than by
    /// time, unless the clock is set back: the time is taken under the lock.
    public Uni<SignedRecord> checkpoint() {
        return transact(session -> lock(session).map(this::sign));
    }

    SignedRecord sign(Frontier frontier) {
        Checkpoint head = new Checkpoint(site.siteId(), frontier.size(), frontier.root(), clock.instant());
        return site.sign(Checkpoint.TYPE, head.encode());
    }

    /// The log as it is now, which stays so until the end of the transaction.
    Uni<Frontier> lock(Mutiny.Session session) {
        return session.createNativeQuery(LOCK, Integer.class)
                .getSingleResult()
                .chain(() -> session.createQuery("select frontier from FrontierRow where id = 1", Bytes.class)
                        .getSingleResult())
                .map(Frontier::decode);
    }

    /// Everything else is written and locked first.
    private Uni<Void> number(Mutiny.Session session) {
        return session.flush()
                .chain(() -> unnumbered(session))
                .chain(waiting -> waiting.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : lock(session)
                                .chain(frontier ->
                                        unnumbered(session).chain(leaves -> append(session, frontier, leaves))));
    }

    private static Uni<List<LeafRow>> unnumbered(Mutiny.Session session) {
        return session.createQuery("from LeafRow where position is null order by id", LeafRow.class)
                .setMaxResults(MAX_BATCH)
                .getResultList();
    }

    private static Uni<Void> append(Mutiny.Session session, Frontier before, List<LeafRow> leaves) {
        Frontier frontier = before;
        Map<TreeNode, Bytes> nodes = new LinkedHashMap<>();
        for (LeafRow row : leaves) {
            row.position = frontier.size();
            Frontier.Growth growth = frontier.append(LogLeaf.decode(row.leaf).hash());
            nodes.putAll(growth.nodes());
            frontier = growth.frontier();
        }
        List<NodeRow> rows = new ArrayList<>();
        nodes.forEach((node, hash) -> rows.add(new NodeRow(node, hash)));
        Bytes after = frontier.encode();
        return session.persistAll(rows.toArray())
                .chain(() -> session.createMutationQuery("update FrontierRow set frontier = :after where id = 1")
                        .setParameter("after", after)
                        .executeUpdate())
                .replaceWithVoid();
    }
}
