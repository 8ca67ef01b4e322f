/// What moves: transfers as they run, their brake, and how much of the line they may have.
/// The main types are [dev.kontor.cli.transfer.Transfers] and [dev.kontor.cli.transfer.Limits].
/// The package asks the gateway only.
@NullMarked
package dev.kontor.cli.transfer;

import org.jspecify.annotations.NullMarked;
