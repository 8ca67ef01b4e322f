/// What the scenarios are built from: nodes on loopback, sites that sign, sockets that ask, processes.
/// The main type is [LocalNode][dev.kontor.discovery.bench.rig.LocalNode].
/// It depends on `dht` and the engine's messages; never on a scenario.
@NullMarked
package dev.kontor.discovery.bench.rig;

import org.jspecify.annotations.NullMarked;
