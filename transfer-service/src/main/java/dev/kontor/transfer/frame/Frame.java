package dev.kontor.transfer.frame;

import dev.kontor.wire.bytes.Bytes;
import java.util.List;

/// A message of the data port, without the connection's framing.
///
/// ```
/// initiator                                   acceptor
///   HELLO                          →
///                                  ←  HELLO
///   HEAD                           →
///                                  ←  MANIFEST | CURRENT | MISSING | DENIED | BUSY
///   FETCH (batch of pieces)        →
///                                  ←  per piece: LEAVES? DATA* END | MISSING | DENIED | BUSY | GONE
///   RECEIPT                        →
///                                  ←  COUNTERSIGNATURE | DENIED
///   APPLY                          →
///                                  ←  TICKET | MISSING | DENIED | BUSY
///   PRESENT                        →
///                                  ←  ACCEPTED | DENIED | BUSY
///   PING                           →
///                                  ←  PONG
/// ```
///
/// An answer carries the request number of its question; the initiator numbers with odd, the acceptor with even
/// numbers, so that a later version may let the acceptor ask as well. FAILURE ends the connection.
public sealed interface Frame {
    FrameType type();

    /// A frame that ends the fate of one piece of a batch, or of a whole request other than FETCH (index 0).
    sealed interface Status extends Frame {
        int index();
    }

    /// What each side speaks and allows.
    ///
    /// @param versions what the sender speaks; in the acceptor's answer the one that was chosen
    /// @param agent software and version, for logs
    /// @param outstanding the pieces that the sender lets the other side have outstanding
    /// @param features codes of optional abilities; unknown ones are ignored
    record Hello(List<Integer> versions, String agent, int outstanding, List<Integer> features) implements Frame {
        public Hello {
            versions = List.copyOf(versions);
            features = List.copyOf(features);
        }

        @Override
        public FrameType type() {
            return FrameType.HELLO;
        }
    }

    record Ping() implements Frame {
        @Override
        public FrameType type() {
            return FrameType.PING;
        }
    }

    record Pong() implements Frame {
        @Override
        public FrameType type() {
            return FrameType.PONG;
        }
    }

    /// Why the sender closes the connection.
    record Failure(FailureCode code, String detail) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.FAILURE;
        }
    }

    /// Asks for the manifest of a namespace.
    ///
    /// @param wanted the snapshot asked for; empty for the latest
    /// @param known the snapshot that the asker already has; empty when it has none
    /// @param room bytes of pieces that the asker would take along with the manifest
    /// @param trace the W3C `traceparent` of the request that caused this one; may be empty
    record Head(String namespace, Bytes wanted, Bytes known, long room, String trace) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.HEAD;
        }
    }

    /// A snapshot and its key, sealed by HPKE to the asking site's key `keyId`.
    ///
    /// @param enclosed pieces of the snapshot for which there was room, encrypted; each is what it hashes to
    record Manifest(Bytes grantId, Bytes manifest, Bytes keyId, Bytes enc, Bytes sealedKey, List<Bytes> enclosed)
            implements Frame {
        public Manifest {
            enclosed = List.copyOf(enclosed);
        }

        @Override
        public FrameType type() {
            return FrameType.MANIFEST;
        }
    }

    /// The known snapshot is still the latest.
    record Current(Bytes grantId, Bytes snapshotId) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.CURRENT;
        }
    }

    /// Asks for pieces of a snapshot, in the order in which they are wanted.
    record Fetch(String namespace, Bytes snapshotId, List<Wanted> pieces, String trace) implements Frame {
        public Fetch {
            pieces = List.copyOf(pieces);
        }

        @Override
        public FrameType type() {
            return FrameType.FETCH;
        }
    }

    /// A piece, or `leafCount` leaves of it from `firstLeaf`; a count of 0 means the whole piece.
    record Wanted(Bytes pieceId, int firstLeaf, int leafCount) {
        public static Wanted whole(Bytes pieceId) {
            return new Wanted(pieceId, 0, 0);
        }

        public boolean whole() {
            return leafCount == 0;
        }
    }

    /// Bytes of the piece at `index` of the batch, from `offset` of its ciphertext.
    record Chunk(int index, long offset, Bytes bytes) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.DATA;
        }
    }

    /// Sent before the DATA of a leaf range: the piece's length and all its leaf hashes, whose Merkle root is the
    /// piece id.
    record Leaves(int index, long length, Bytes hashes) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.LEAVES;
        }
    }

    /// The piece (or range) is complete with this many bytes.
    record End(int index, long length) implements Status {
        @Override
        public FrameType type() {
            return FrameType.END;
        }
    }

    /// Not here: ask somebody else.
    record Missing(int index, String what) implements Status {
        @Override
        public FrameType type() {
            return FrameType.MISSING;
        }
    }

    /// Not for you, by which rule, and what would be right.
    record Denied(int index, String rule, String detail) implements Status {
        @Override
        public FrameType type() {
            return FrameType.DENIED;
        }
    }

    /// Not now: come back after so many milliseconds.
    record Busy(int index, long retryAfterMillis) implements Status {
        @Override
        public FrameType type() {
            return FrameType.BUSY;
        }
    }

    /// The snapshot was here and is no more: ask for the latest.
    record Gone(int index) implements Status {
        @Override
        public FrameType type() {
            return FrameType.GONE;
        }
    }

    /// The receiver's signed receipt of a finished transfer.
    record Receipt(Bytes signed) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.RECEIPT;
        }
    }

    record Countersignature(Bytes signed) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.COUNTERSIGNATURE;
        }
    }

    /// Asks the origin for a ticket, with which others who hold the snapshot's pieces give them.
    record Apply(String namespace, Bytes snapshotId, String trace) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.APPLY;
        }
    }

    record Ticket(Bytes signed) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.TICKET;
        }
    }

    /// Shows a ticket; from now on, until it expires, FETCH of its snapshot is answered on this connection.
    record Present(Bytes signed) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.PRESENT;
        }
    }

    record Accepted() implements Frame {
        @Override
        public FrameType type() {
            return FrameType.ACCEPTED;
        }
    }
}
