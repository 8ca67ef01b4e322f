package dev.kontor.identity.start;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kontor.identity.api.SiteFolder;
import dev.kontor.identity.log.SiteLog;
import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import dev.kontor.wire.log.Checkpoint;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(SiteFolder.class)
class CatchUpTest {
    private static final String OLD = "insert into audit_entry (at, actor, act, subject, outcome, detail)"
            + " select now(), 'ada', 'grant.issue', 'old ' || i, 'done', '' from generate_series(1, 1200) i";

    @Inject
    CatchUp catchUp;

    @Inject
    SiteLog log;

    @Inject
    Mutiny.SessionFactory sessions;

    private long size() throws Throwable {
        return Checkpoint.decode(
                        VertxContextSupport.subscribeAndAwait(log::checkpoint).payload())
                .size();
    }

    @Test
    void putsWhatAnOlderDatabaseHoldsIntoTheLogOnce() throws Throwable {
        catchUp.onStart(new StartupEvent());
        long before = size();
        VertxContextSupport.subscribeAndAwait(() -> sessions.withTransaction(
                session -> session.createNativeQuery(OLD).executeUpdate()));
        catchUp.onStart(new StartupEvent());
        assertEquals(before + 1200, size());
        catchUp.onStart(new StartupEvent());
        assertEquals(before + 1200, size());
    }
}
