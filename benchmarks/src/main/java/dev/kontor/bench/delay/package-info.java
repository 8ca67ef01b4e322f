/// How fast content moves over a long line that loses packets; beside it one stream of curl.
/// The main type is [Delay].
/// Other scenarios may not depend on it.
@NullMarked
package dev.kontor.bench.delay;

import org.jspecify.annotations.NullMarked;
