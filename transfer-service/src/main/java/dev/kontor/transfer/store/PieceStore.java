package dev.kontor.transfer.store;

import dev.kontor.wire.content.PieceId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Where pieces lie, as they are encrypted. Safe for use by any thread; every method blocks.
///
/// A piece is written in two steps: [#stage] puts its bytes down, [#commit] makes a group of them durable and visible.
/// Whatever was staged and not committed may be gone after a restart, or be there whole. A piece that is there never
/// changes.
public interface PieceStore {
    /// How many shards there are: a piece is in that of its id's first byte.
    int SHARDS = 256;

    static int shardOf(PieceId id) {
        return Byte.toUnsignedInt(id.bytes().at(0));
    }

    boolean contains(PieceId id);

    /// The pieces of one shard, in no order.
    List<PieceId> shard(int shard) throws IOException;

    /// The piece, opened for reading; empty when it is not here.
    Optional<OpenPiece> open(PieceId id) throws IOException;

    /// A staged piece, opened for reading; empty when it was committed or discarded meanwhile.
    Optional<OpenPiece> open(StagedPiece piece) throws IOException;

    /// Writes bytes that the caller has verified.
    ///
    /// @throws StoreFullException when there is no room; nothing is left behind
    StagedPiece stage(PieceId id, ByteBuffer ciphertext) throws IOException;

    /// Makes the pieces survive power loss, all of them before this returns.
    void commit(Collection<StagedPiece> group) throws IOException;

    /// Forgets staged pieces that will not be committed.
    void discard(Collection<StagedPiece> group);

    /// Takes a damaged piece out of the way, so that it counts as absent.
    void quarantine(PieceId id) throws IOException;

    /// Tells the store that a piece is about to be referred to again, so that no collection removes it meanwhile.
    /// False when it is not here (any more).
    boolean touch(PieceId id) throws IOException;

    /// Removes pieces that nothing refers to and that are older than the store's grace period.
    ///
    /// @return how many were removed
    long collect(Predicate<PieceId> referenced) throws IOException;

    /// Room for this many more bytes, the reserve left alone.
    long room() throws IOException;
}
