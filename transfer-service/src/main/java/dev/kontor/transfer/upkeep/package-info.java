/// Housekeeping: old snapshots, pieces that nothing refers to, old rows of the ledger. [Upkeep] does it on a schedule.
/// Removes nothing that a kept snapshot needs, and nothing young.
@NullMarked
package dev.kontor.transfer.upkeep;

import org.jspecify.annotations.NullMarked;
