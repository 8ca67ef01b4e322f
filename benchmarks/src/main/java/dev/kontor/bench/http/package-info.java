/// The two ends of a measured request: a system on the LAN that has documents, and a client that asks on one
/// connection.
/// The main types are [LanSource] and [KeepAlive].
/// Depends on no other package.
@NullMarked
package dev.kontor.bench.http;

import org.jspecify.annotations.NullMarked;
