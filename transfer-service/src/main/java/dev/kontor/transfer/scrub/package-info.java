/// Finds and mends rot: a walk over the piece store, shard by shard, reads every piece and compares it with its name,
/// and looks for those that snapshots refer to. [Scrub] runs it, [Pass] says how far it is, [Inspection] looks at a
/// piece. Depends on the store, the catalogue and [dev.kontor.transfer.fetch.Mending]; nothing depends on it.
@NullMarked
package dev.kontor.transfer.scrub;

import org.jspecify.annotations.NullMarked;
