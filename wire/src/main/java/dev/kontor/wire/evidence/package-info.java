/// Evidence of one transfer in one file that is checked offline: an ASiC-E container (ETSI EN 319 162-1).
/// The main types are [EvidenceFile], which writes and reads the container, and [EvidenceCheck], which says what it
/// proves.
/// Depends on every package with a record in it, and on Bouncy Castle's ASN.1; nothing in this module depends on it.
@NullMarked
package dev.kontor.wire.evidence;

import org.jspecify.annotations.NullMarked;
