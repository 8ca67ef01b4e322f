/// What happened and what proves it: receipts, evidence in files, and who did what.
/// The main types are [dev.kontor.cli.evidence.Receipts] and [dev.kontor.cli.evidence.Verify].
/// The package asks the gateway only, except [dev.kontor.cli.evidence.Verify], which asks nobody.
@NullMarked
package dev.kontor.cli.evidence;

import org.jspecify.annotations.NullMarked;
