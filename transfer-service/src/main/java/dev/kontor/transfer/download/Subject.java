package dev.kontor.transfer.download;

import dev.kontor.transfer.frame.Frame;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.id.SnapshotId;
import java.util.List;

/// What is downloaded: the snapshot that the pieces belong to, and the trace that it is part of.
public record Subject(NamespaceName namespace, SnapshotId snapshotId, String trace) {
    /// @param proven whether each piece's leaf hashes are to come before its bytes
    Frame.Fetch fetch(List<WantedPiece> pieces, boolean proven) {
        return new Frame.Fetch(
                namespace.text(),
                snapshotId.bytes(),
                pieces.stream()
                        .map(piece -> proven
                                ? new Frame.Wanted(piece.id().bytes(), 0, piece.leaves())
                                : Frame.Wanted.whole(piece.id().bytes()))
                        .toList(),
                trace);
    }
}
