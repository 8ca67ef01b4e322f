package dev.kontor.transfer.db;

import dev.kontor.kit.bus.Outbox;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/// Units of work against the database, for callers on virtual threads: each method blocks until the commit. Safe for
/// use by any thread but an event loop.
@ApplicationScoped
public class Transactions {
    private final Outbox outbox;
    private final Mutiny.SessionFactory sessions;

    Transactions(Outbox outbox, Mutiny.SessionFactory sessions) {
        this.outbox = outbox;
        this.sessions = sessions;
    }

    /// Reads and writes in one transaction; events published in it go out after the commit.
    public <T> T write(Function<Mutiny.Session, Uni<T>> work) {
        return await(() -> outbox.transact(work));
    }

    /// Reads.
    public <T> T read(Function<Mutiny.Session, Uni<T>> work) {
        return await(() -> sessions.withSession(work));
    }

    /// The session's outbox, to publish events within [#write].
    public Outbox outbox() {
        return outbox;
    }

    private static <T> T await(java.util.function.Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(work);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException("the database failed: " + failure.getMessage(), failure);
        }
    }
}
