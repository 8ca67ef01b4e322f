/// What a changed snapshot costs: a large file, edited in some places, published and fetched anew.
/// The main type is [Versions].
/// Other scenarios may not depend on it.
@NullMarked
package dev.kontor.bench.versions;

import org.jspecify.annotations.NullMarked;
