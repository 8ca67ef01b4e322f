/// Evidence of one transfer in one file, for whoever was not there. [Exports] gathers it and [EvidenceSeal] signs
/// it with a key that is made for it and thrown away; what it proves is decided by `dev.kontor.wire.evidence`
/// alone. It reads receipts, grants, partners and the site's log; nothing depends on it.
@NullMarked
package dev.kontor.identity.evidence;

import org.jspecify.annotations.NullMarked;
