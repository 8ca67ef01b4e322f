/// What the death of each service costs while data is being exchanged.
/// The main type is [Crash].
/// Other scenarios may not depend on it.
@NullMarked
package dev.kontor.bench.crash;

import org.jspecify.annotations.NullMarked;
