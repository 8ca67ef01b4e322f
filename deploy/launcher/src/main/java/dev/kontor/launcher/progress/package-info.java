/// What a person who waits gets to see: steps with their elapsed time, in place on a terminal and line by line
/// elsewhere.
/// The door is [Progress]; [ConsoleProgress] is its only real form, [Progress#silent] says nothing.
/// Depends on nothing else of the launcher.
@NullMarked
package dev.kontor.launcher.progress;

import org.jspecify.annotations.NullMarked;
