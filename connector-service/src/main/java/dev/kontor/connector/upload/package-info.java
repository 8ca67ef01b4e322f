/// Streams the entries of a poll to transfer-service, which makes the snapshot.
/// Main type: [dev.kontor.connector.upload.TransferClient].
/// May not depend on Quarkus or the database.
@NullMarked
package dev.kontor.connector.upload;

import org.jspecify.annotations.NullMarked;
