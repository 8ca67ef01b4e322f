/// How much memory the services take, whatever is moved.
/// The main type is [Memory].
/// Only scenarios that share its large file may depend on it.
@NullMarked
package dev.kontor.bench.memory;

import org.jspecify.annotations.NullMarked;
