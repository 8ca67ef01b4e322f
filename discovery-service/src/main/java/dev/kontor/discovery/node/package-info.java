/// The engine of a node in the distributed hash table: events, the time and randomness go in, effects come out.
/// The main type is [Node][dev.kontor.discovery.node.Node]; everything else here is a part of it.
/// Pure: no socket, clock, thread, logger or framework, so that a simulation runs thousands of nodes in virtual time.
@NullMarked
package dev.kontor.discovery.node;

import org.jspecify.annotations.NullMarked;
