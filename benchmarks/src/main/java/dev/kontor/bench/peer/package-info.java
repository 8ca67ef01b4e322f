/// Other programs that move files, run beside Kontor on the same machine with the same bytes.
/// The main types are [Peer], which moves a folder, and [Curl] with [Nginx], the simplest one.
/// Knows nothing of the demo but its exceptions and its patience.
@NullMarked
package dev.kontor.bench.peer;

import org.jspecify.annotations.NullMarked;
