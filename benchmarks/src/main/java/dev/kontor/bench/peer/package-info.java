/// Other programs that move files, run beside Kontor on the same machine with the same bytes.
/// The main type is [Peer].
/// Knows nothing of the demo but its exceptions.
@NullMarked
package dev.kontor.bench.peer;

import org.jspecify.annotations.NullMarked;
