/// What several sources of one snapshot bring, and what a lying one among them does.
/// The main type is [Sources].
/// Other scenarios may not depend on it.
@NullMarked
package dev.kontor.bench.sources;

import org.jspecify.annotations.NullMarked;
