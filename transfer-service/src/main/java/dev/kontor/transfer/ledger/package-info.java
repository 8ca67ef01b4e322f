/// What was transferred in either direction, and the evidence of it. [Transfers] keeps the rows, which are also the
/// state machine of a fetch that survives crashes. Knows no network and no piece.
@NullMarked
package dev.kontor.transfer.ledger;

import org.jspecify.annotations.NullMarked;
