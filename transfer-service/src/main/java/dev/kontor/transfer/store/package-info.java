/// The piece store: encrypted pieces by id, staged first and durable only after a group's commit. [PieceStore] is the
/// port; [PackPieceStore] keeps one file a piece in sharded folders of one file system. Knows neither keys nor
/// snapshots nor who asks; may not depend on Quarkus, Vert.x or Netty.
@NullMarked
package dev.kontor.transfer.store;

import org.jspecify.annotations.NullMarked;
