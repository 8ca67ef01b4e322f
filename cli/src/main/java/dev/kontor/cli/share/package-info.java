/// What we share: publishing a namespace, polling it by hand, looking at its runs, taking it back.
/// The main type is [dev.kontor.cli.share.Publish].
/// The package asks the gateway only and depends on no other command.
@NullMarked
package dev.kontor.cli.share;

import org.jspecify.annotations.NullMarked;
