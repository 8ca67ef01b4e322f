/// Facts between services: events are published through a transactional outbox and consumed idempotently, over AMQP
/// or Kafka as chosen at run time (`kontor.bus.connector`). A service calls [dev.kontor.kit.bus.Outbox] inside its own
/// transaction and implements [dev.kontor.kit.bus.EventListener] as a CDI bean for what it wants to hear.
/// Delivery is at least once on the wire and at most once in effect; events of one service arrive in order.
/// Knows no domain noun: the payload is JSON.
@NullMarked
package dev.kontor.kit.bus;

import org.jspecify.annotations.NullMarked;
