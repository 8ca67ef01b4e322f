/// Partners: the shell around the handshake. [Partners] loads a pairing, lets the engine of the package `pairing`
/// decide, and saves, sends, tells and audits what comes of it; [PartnerResource] is its door for admins. The rules
/// of the handshake are not here, and nobody but this package touches the table of pairings.
@NullMarked
package dev.kontor.identity.partner;

import org.jspecify.annotations.NullMarked;
