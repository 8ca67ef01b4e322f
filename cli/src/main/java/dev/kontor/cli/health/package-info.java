/// How the site is, and who we are to it.
/// The main types are [dev.kontor.cli.health.Doctor] and [dev.kontor.cli.health.WhoAmI].
/// The package asks the gateway only and depends on no other command.
@NullMarked
package dev.kontor.cli.health;

import org.jspecify.annotations.NullMarked;
