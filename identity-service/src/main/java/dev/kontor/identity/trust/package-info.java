/// What we grant to whom, and the view of all trust that gateway and transfer-service decide by. [Granting] issues
/// and revokes, [TrustResource] shows the view. It builds on partners and the grant ledger; nothing builds on it.
@NullMarked
package dev.kontor.identity.trust;

import org.jspecify.annotations.NullMarked;
