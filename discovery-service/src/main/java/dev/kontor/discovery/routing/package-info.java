/// The key space and the routing table of the Kademlia network: who is near to what, and who is worth keeping.
/// The main type is [RoutingTable][dev.kontor.discovery.routing.RoutingTable].
/// Pure: it depends on `wire` and the JDK only, and knows neither sockets nor clocks.
@NullMarked
package dev.kontor.discovery.routing;

import org.jspecify.annotations.NullMarked;
