/// Where Kontor's programs, caches and state lie on this machine.
/// The main type is [Installation]; every command begins by locating it.
/// Depends on the state and failure packages alone.
@NullMarked
package dev.kontor.launcher.installation;

import org.jspecify.annotations.NullMarked;
