/// The shell of the DHT node: its socket, its timer, its files, its metrics, and the view that people have of it.
/// The main type is [Dht][dev.kontor.discovery.dht.Dht].
/// It depends on the engine's packages and on Vert.x and Quarkus, never on `directory` or `announce`.
@NullMarked
package dev.kontor.discovery.dht;

import org.jspecify.annotations.NullMarked;
