package dev.kontor.identity.log;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.InclusionProof;
import dev.kontor.wire.log.Checkpoint;
import dev.kontor.wire.log.ConsistencyProof;
import dev.kontor.wire.log.Frontier;
import dev.kontor.wire.log.LogLeaf;
import dev.kontor.wire.log.LogProofs;
import dev.kontor.wire.log.TreeNode;
import dev.kontor.wire.sign.SignedRecord;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Reads the log and proves what is in it. What a proof costs grows with the logarithm of the log's size.
@ApplicationScoped
public class LogReader {
    private final SiteLog log;

    LogReader(SiteLog log) {
        this.log = log;
    }

    /// A leaf with its proof under a head that was signed for it.
    ///
    /// @param grown that the log begins with an earlier one, when that was asked for
    public record Proven(
            LogLeaf leaf,
            InclusionProof inclusion,
            SignedRecord checkpoint,
            @Nullable ConsistencyProof grown) {}

    private record Wanted(LeafRow row, long index, Frontier frontier) {}

    /// The leaf of this kind about this subject, if it has its place in the log.
    ///
    /// @param since an earlier checkpoint of ours that the log is proved to have grown from
    public Uni<Optional<Proven>> prove(
            Mutiny.Session session, LogLeaf.Kind kind, String subject, @Nullable Checkpoint since) {
        return session.createQuery("from LeafRow where kind = :kind and subject = :subject", LeafRow.class)
                .setParameter("kind", kind.name())
                .setParameter("subject", subject)
                .getSingleResultOrNull()
                .chain(row -> row == null || row.position == null
                        ? Uni.createFrom().item(Optional.empty())
                        : proven(session, row, row.position, since).map(Optional::of));
    }

    private Uni<Proven> proven(Mutiny.Session session, LeafRow row, long index, @Nullable Checkpoint since) {
        return log.lock(session).chain(frontier -> {
            Wanted wanted = new Wanted(row, index, frontier);
            Set<TreeNode> needed = LogProofs.needed(nodes -> prove(wanted, since, nodes));
            return nodes(session, needed).map(found -> prove(wanted, since, node -> stored(found, node)));
        });
    }

    private Proven prove(Wanted wanted, @Nullable Checkpoint since, Function<TreeNode, Bytes> nodes) {
        long size = wanted.frontier().size();
        return new Proven(
                LogLeaf.decode(wanted.row().leaf),
                LogProofs.inclusion(wanted.index(), size, nodes),
                log.sign(wanted.frontier()),
                grown(since, size, nodes));
    }

    private static @Nullable ConsistencyProof grown(
            @Nullable Checkpoint since, long size, Function<TreeNode, Bytes> nodes) {
        return since == null || since.size() < 1 || since.size() > size
                ? null
                : LogProofs.consistency(since.size(), size, nodes);
    }

    private static Uni<Map<TreeNode, Bytes>> nodes(Mutiny.Session session, Set<TreeNode> needed) {
        if (needed.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return session.find(
                        NodeRow.class,
                        needed.stream()
                                .map(node -> new NodeRow.Place(node.level(), node.index()))
                                .toArray())
                .map(rows -> rows.stream().collect(Collectors.toMap(NodeRow::node, row -> row.hash)));
    }

    private static Bytes stored(Map<TreeNode, Bytes> nodes, TreeNode node) {
        Bytes hash = nodes.get(node);
        if (hash == null) {
            throw new IllegalStateException("the log lacks its subtree " + node);
        }
        return hash;
    }
}
