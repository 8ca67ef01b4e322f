/// Kontor beside other programs that move files: the same bytes, the same machine, one after the other.
/// The main type is [Contest].
/// Other scenarios may not depend on it.
@NullMarked
package dev.kontor.bench.transfer;

import org.jspecify.annotations.NullMarked;
