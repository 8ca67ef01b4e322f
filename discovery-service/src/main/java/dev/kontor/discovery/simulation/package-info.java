/// A network of real engines in virtual time, for whoever wants to know how the DHT behaves with thousands of nodes.
/// The main type is [VirtualNetwork][dev.kontor.discovery.simulation.VirtualNetwork]; one seed is one course of events.
/// It depends on the engine's packages only; nothing in production depends on it.
@NullMarked
package dev.kontor.discovery.simulation;

import org.jspecify.annotations.NullMarked;
