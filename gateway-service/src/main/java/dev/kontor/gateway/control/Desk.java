package dev.kontor.gateway.control;

import io.vertx.core.Future;

/// Answers the requests of one kind of caller. The future ends when the next request may come.
@FunctionalInterface
interface Desk {
    Future<Void> answer(ControlRequest request, Reply reply);
}
