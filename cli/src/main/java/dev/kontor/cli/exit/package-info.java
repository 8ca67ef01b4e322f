/// How the command ends: its exit codes, and the failure that carries one to the top.
/// The main type is [dev.kontor.cli.exit.Failure]: whoever cannot go on throws it with a sentence for the user, and the
/// entry point prints it.
/// The package depends on nothing else of the command.
@NullMarked
package dev.kontor.cli.exit;

import org.jspecify.annotations.NullMarked;
