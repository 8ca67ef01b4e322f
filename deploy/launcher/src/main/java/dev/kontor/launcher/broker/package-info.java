/// The event bus: an Artemis broker in a JVM of its own, so that neither a crash of the launcher nor of the broker
/// takes the other along.
/// [BrokerSettings] says what it should be, [BrokerProcess] is its `main`, [Broker] describes it to the supervisor.
/// Depends on the process and failure packages alone.
@NullMarked
package dev.kontor.launcher.broker;

import org.jspecify.annotations.NullMarked;
