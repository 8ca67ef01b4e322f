package dev.kontor.kit.bus;

import io.smallrye.mutiny.Uni;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;

/// What a service does when it hears of a fact: a CDI bean (`@ApplicationScoped`) that implements this.
///
/// [#on] runs in the transaction that also marks the event as handled: what it writes through `session` and the mark
/// are committed together, so each event takes effect once. When it fails, the transaction is rolled back and the event
/// is tried again, [Inbox#TRIES] times in all; then it becomes a dead letter. Runs on an event loop: never block.
public interface EventListener {
    /// The types that it wants, see [dev.kontor.wire.event.EventTypes].
    Set<String> types();

    Uni<Void> on(Event event, Mutiny.Session session);
}
