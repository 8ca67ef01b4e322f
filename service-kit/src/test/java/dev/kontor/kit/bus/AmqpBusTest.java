package dev.kontor.kit.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.quarkus.PostgresResource;
import dev.kontor.testkit.quarkus.TestBroker;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
@WithTestResource(value = OwnBroker.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class AmqpBusTest extends BusCheck {
    @SuppressWarnings("NullAway.Init") // injected by OwnBroker
    TestBroker broker;

    @Test
    void eventsWaitWhileTheBrokerIsAway() throws Throwable {
        broker.close();
        publish("while-away-" + run, 0);
        broker.restart();
        assertEquals("while-away-" + run, hearNext());
        publish("again-" + run, 0);
        assertEquals("again-" + run, hearNext());
    }

    @Override
    void awaitBrokersDeadLetter(String text) {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(PATIENCE_SECONDS), () -> {
            while (broker.deadLetters() == 0) {
                Thread.onSpinWait();
            }
        });
        assertTrue(broker.deadLetters() > 0);
    }
}
