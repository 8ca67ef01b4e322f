package dev.kontor.transfer.port;

import dev.kontor.transfer.frame.Frame;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.SiteId;
import java.util.Optional;

/// What the data port serves, and to whom. Methods block unless they say otherwise; the port calls them on virtual
/// threads.
public interface Shelf {
    /// MANIFEST, CURRENT, MISSING, DENIED or BUSY.
    Frame head(SiteId peer, Frame.Head question);

    /// The snapshot that the peer wants pieces of.
    Serving serving(SiteId peer, Frame.Fetch question);

    /// COUNTERSIGNATURE or DENIED.
    Frame receipt(SiteId peer, Frame.Receipt receipt);

    /// TICKET, MISSING when others may not help, DENIED or BUSY.
    Frame ticket(SiteId peer, Frame.Apply question);

    /// ACCEPTED, DENIED or BUSY, and in the first case what the ticket is good for.
    Admission admit(SiteId peer, Frame.Present present);

    /// What came of a ticket that was shown.
    ///
    /// @param serving the pieces of that snapshot, for as long as the ticket is good
    record Admission(Frame answer, Bytes snapshotId, Optional<Serving> serving) {
        public static Admission refused(Frame answer) {
            return new Admission(answer, Bytes.EMPTY, Optional.empty());
        }
    }

    /// One snapshot for one peer. Never blocks; asked again for every piece.
    interface Serving {
        /// DENIED, GONE, BUSY, or MISSING when it does not belong to the snapshot, for the piece at this place of the
        /// batch; empty while the peer may have it.
        Optional<Frame.Status> refusal(int index, Frame.Wanted wanted);

        /// Tells that so many bytes of a piece went out.
        void onSent(long bytes);

        /// Tells that the store could not read a piece that it should have.
        void onUnreadable(Bytes pieceId, String reason);
    }
}
