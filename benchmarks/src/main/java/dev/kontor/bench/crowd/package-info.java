/// Many readers on the LAN at once.
/// The main type is [Crowd].
/// Other scenarios may not depend on it.
@NullMarked
package dev.kontor.bench.crowd;

import org.jspecify.annotations.NullMarked;
