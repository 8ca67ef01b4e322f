/// The number that grows with every change of whom we trust and what we grant. [TrustRevision] is all there is.
/// Features that change trust take the next number in the transaction of the change; it knows none of them.
@NullMarked
package dev.kontor.identity.revision;

import org.jspecify.annotations.NullMarked;
