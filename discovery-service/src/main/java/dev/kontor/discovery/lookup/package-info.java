/// One iterative search through the network: whom to ask next, when to stop, what was found.
/// The main type is [Lookup][dev.kontor.discovery.lookup.Lookup].
/// Pure: it depends on `routing`, `store` and `wire` only; it sends nothing itself.
@NullMarked
package dev.kontor.discovery.lookup;

import org.jspecify.annotations.NullMarked;
