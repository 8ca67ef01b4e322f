/// Lines between sites whose properties the bench chooses: how fast, how long, how lossy, and when they break.
/// The main types are [Door], through which a site is reached, and [LongLine], which delays and loses packets.
/// May use no other package but the demo's exceptions and the programs of the machine.
@NullMarked
package dev.kontor.bench.line;

import org.jspecify.annotations.NullMarked;
