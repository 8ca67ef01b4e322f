/// The ledgers of grants: signed records of what this site has issued and of what partners told us they granted to us,
/// and when each ended. [GrantLedger] and [ReceivedGrants] ask and change them inside the caller's transaction. Who may
/// be granted what, and whose word is taken, is decided elsewhere.
@NullMarked
package dev.kontor.identity.grant;

import org.jspecify.annotations.NullMarked;
