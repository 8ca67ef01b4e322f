/// What it costs a transfer when a process dies or the line is cut.
/// The main type is [Interrupted].
/// Other scenarios may not depend on it.
@NullMarked
package dev.kontor.bench.interrupted;

import org.jspecify.annotations.NullMarked;
