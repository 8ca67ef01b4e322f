/// The snapshots that we hold, ours and partners': their rows, their keys and their opened indexes. [Snapshots] is the
/// catalogue, [Vault] opens keys through identity-service, [Indexes] opens what they encrypt. A snapshot is in the
/// catalogue only when all its pieces are durable. Does not know the network.
@NullMarked
package dev.kontor.transfer.snapshot;

import org.jspecify.annotations.NullMarked;
