/// What it takes to start: time, CPU time and memory of each process, on the JVM, with start-up caches, and as native
/// binaries.
/// The main type is [StartUp].
/// Other scenarios may not depend on it.
@NullMarked
package dev.kontor.bench.startup;

import org.jspecify.annotations.NullMarked;
