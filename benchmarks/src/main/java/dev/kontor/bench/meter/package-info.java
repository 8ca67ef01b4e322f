/// What a machine tells about its processes and itself: CPU time, memory, load, and the distribution of measured times.
/// The main type is [Meter].
/// It reads `/proc` and depends on no other package.
@NullMarked
package dev.kontor.bench.meter;

import org.jspecify.annotations.NullMarked;
