/// The `kontor` command: one entry point, its subcommands, and how their failures reach the user.
/// The main type is [dev.kontor.cli.Kontor].
/// Every subcommand lives in the package of its feature; nothing depends on this package.
@NullMarked
package dev.kontor.cli;

import org.jspecify.annotations.NullMarked;
