/// The launcher's part of the command line: `demo`, `up`, `stop`, `status`, `token`.
/// Each class is a picocli command that prints one sentence and returns 1 when something stands in the way.
/// Only the command line may depend on it.
@NullMarked
package dev.kontor.launcher.command;

import org.jspecify.annotations.NullMarked;
