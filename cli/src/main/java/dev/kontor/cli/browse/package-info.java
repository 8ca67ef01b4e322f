/// Looking around: what partners offer us, and who claims a name.
/// The main type is [dev.kontor.cli.browse.Ls].
/// The package asks the gateway only and depends on no other command.
@NullMarked
package dev.kontor.cli.browse;

import org.jspecify.annotations.NullMarked;
