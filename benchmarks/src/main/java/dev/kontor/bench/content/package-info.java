/// What is moved: bytes that come out of a seed, so that both ends of a measurement can make them.
/// The main type is [SeededContent].
/// Depends on no other package.
@NullMarked
package dev.kontor.bench.content;

import org.jspecify.annotations.NullMarked;
