/// The gateway as a process: its main, and the wiring of the public port. Each feature has a package of its own below
/// this one.
/// Nothing depends on this package.
@NullMarked
package dev.kontor.gateway;

import org.jspecify.annotations.NullMarked;
