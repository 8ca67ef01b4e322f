/// The DHT on real sockets and in real processes, measured: `kontor dht bench`.
/// The main type is [Bench][dev.kontor.discovery.bench.Bench].
/// It depends on the scenarios below it; nothing of production depends on it.
@NullMarked
package dev.kontor.discovery.bench;

import org.jspecify.annotations.NullMarked;
