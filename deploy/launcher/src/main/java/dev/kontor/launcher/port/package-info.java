/// Chooses the ports of an instance: the one it had last time, else its customary one, else any free one.
/// The main type is [PortBook].
/// Depends on nothing else of the launcher but its failures.
@NullMarked
package dev.kontor.launcher.port;

import org.jspecify.annotations.NullMarked;
