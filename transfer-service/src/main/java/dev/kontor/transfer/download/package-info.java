/// Carries out a download session: connections, verification on the workers, staging and commits. [PieceDownload] runs
/// one [dev.kontor.transfer.session.FetchSession] on the calling thread until it is over. Knows neither the database
/// nor where connections come from; may not depend on Quarkus or Vert.x.
@NullMarked
package dev.kontor.transfer.download;

import org.jspecify.annotations.NullMarked;
