package dev.kontor.wire.evidence;

import dev.kontor.wire.content.InclusionProof;
import dev.kontor.wire.log.ConsistencyProof;
import dev.kontor.wire.log.LogLeaf;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.sign.SignedRecord;
import org.jspecify.annotations.Nullable;

/// All that there is to one transfer, as one side keeps it; believed by nobody before [EvidenceCheck].
///
/// @param receipt the receiver's
/// @param countersignature the sender's, when it has come
/// @param grant that the receipt names, when it is known to the side that tells
/// @param manifest of the snapshot, when it is still there
/// @param log what the telling side's log says of the receipt
public record TransferEvidence(
        SignedRecord receipt,
        @Nullable SignedRecord countersignature,
        @Nullable SignedRecord grant,
        @Nullable SignedRecord manifest,
        Side sender,
        Side receiver,
        Extract log) {

    /// One side: from its organisation to its site and the keys of that.
    public record Side(OrgLog log, SignedRecord descriptor) {}

    /// The receipt in the log of the side that tells.
    ///
    /// @param inclusion of the leaf in the log of the checkpoint
    /// @param grown that this log begins with that of the checkpoint that the other side holds, when it holds one
    public record Extract(
            LogLeaf leaf,
            InclusionProof inclusion,
            SignedRecord checkpoint,
            @Nullable ConsistencyProof grown) {}
}
