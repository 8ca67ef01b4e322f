/// Several complete sites on one machine, each reached through a line that the bench controls.
/// The main type is [Federation].
/// Scenarios may depend on it, it depends on none of them.
@NullMarked
package dev.kontor.bench.federation;

import org.jspecify.annotations.NullMarked;
