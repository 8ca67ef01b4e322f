/// The piece store: encrypted pieces by id, staged first and durable only after a group's commit. [PieceStore] is the
/// port; [PackPieceStore] keeps pieces one after another in files of 64 MiB, [S3PieceStore] one
/// object a piece on an S3-compatible server. Knows neither keys nor
/// snapshots nor who asks; may not depend on Quarkus, Vert.x or Netty.
@NullMarked
package dev.kontor.transfer.store;

import org.jspecify.annotations.NullMarked;
