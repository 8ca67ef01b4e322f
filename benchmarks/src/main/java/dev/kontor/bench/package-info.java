/// `kontor bench`: whole-system measurements against a demo that it starts itself.
/// The main type is [Bench].
/// Nothing may depend on it.
@NullMarked
package dev.kontor.bench;

import org.jspecify.annotations.NullMarked;
