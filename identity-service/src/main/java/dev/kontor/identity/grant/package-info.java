/// The ledger of the grants that this site has issued: signed records and when they were revoked. [GrantLedger] asks
/// and changes it inside the caller's transaction. Who may be granted what is decided elsewhere.
@NullMarked
package dev.kontor.identity.grant;

import org.jspecify.annotations.NullMarked;
