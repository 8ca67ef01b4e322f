/// What happened: transfers, the receipts that prove them, and who did what.
/// The main types are [dev.kontor.cli.evidence.Transfers] and [dev.kontor.cli.evidence.Receipts].
/// The package asks the gateway only, except [dev.kontor.cli.evidence.Verify], which asks nobody.
@NullMarked
package dev.kontor.cli.evidence;

import org.jspecify.annotations.NullMarked;
