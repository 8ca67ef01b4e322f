/// How the launcher says that something outside it stands in the way.
/// The only type is [LauncherException], whose message is a sentence for the person at the terminal.
/// Depends on nothing.
@NullMarked
package dev.kontor.launcher.failure;

import org.jspecify.annotations.NullMarked;
