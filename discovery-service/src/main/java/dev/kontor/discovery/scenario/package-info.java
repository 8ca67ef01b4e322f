/// The courses that show what the DHT can stand, each by a name and with the bar it has to reach.
/// The main type is [Scenario][dev.kontor.discovery.scenario.Scenario]; `kontor dht simulate` runs
/// [Simulate][dev.kontor.discovery.scenario.Simulate].
/// It depends on `simulation` and the engine's packages; nothing depends on it.
@NullMarked
package dev.kontor.discovery.scenario;

import org.jspecify.annotations.NullMarked;
