/// How fast a large file moves, what that costs, and how much memory it takes; beside it a plain file server.
/// The main type is [Volume].
/// May use the peers as reference.
@NullMarked
package dev.kontor.bench.volume;

import org.jspecify.annotations.NullMarked;
