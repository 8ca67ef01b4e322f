/// Our side of connections to partners' data ports. [PeerConnector] opens them, [PeerConnection] asks questions and
/// assembles the pieces that come. Knows nothing of snapshots, keys, grants or the database; may not depend on Quarkus
/// or Vert.x.
@NullMarked
package dev.kontor.transfer.peer;

import org.jspecify.annotations.NullMarked;
