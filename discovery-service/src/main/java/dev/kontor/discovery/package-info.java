/// discovery-service: finds sites by their ids and names through a distributed hash table, and keeps ours findable.
/// The main type is [DiscoveryMain][dev.kontor.discovery.DiscoveryMain]; the engine is in `node`, its shell in `dht`.
/// Nothing here may depend on another service's code.
@NullMarked
package dev.kontor.discovery;

import org.jspecify.annotations.NullMarked;
