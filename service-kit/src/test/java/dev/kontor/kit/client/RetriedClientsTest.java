package dev.kontor.kit.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
@WithTestResource(value = BrokerResource.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
@WithTestResource(value = FlakyService.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class RetriedClientsTest {
    @SuppressWarnings("NullAway.Init") // injected by FlakyService
    FlakyService service;

    @Inject
    @RestClient
    Flaky client;

    @Test
    void asksAgainWhileTheServiceIsNotAvailable() throws Throwable {
        service.answerNext(503, 503);
        assertEquals("fine", VertxContextSupport.subscribeAndAwait(client::later));
        assertEquals(3, service.asked());
    }

    @Test
    void asksAgainAfterAConnectionThatWasClosed() {
        service.answerNext(0);
        assertEquals("fine", client.now());
        assertEquals(2, service.asked());
    }

    @Test
    void asksAtMostThreeTimes() {
        service.answerNext(503, 503, 503);
        assertEquals(503, status(client::now));
        assertEquals(3, service.asked());
    }

    @Test
    void repeatsAPutButNeverAPost() {
        service.answerNext(503);
        assertEquals("fine", client.put("x"));
        assertEquals(2, service.asked());
        service.answerNext(503);
        assertEquals(503, status(() -> client.post("x")));
        assertEquals(1, service.asked());
    }

    @Test
    void asksOnceWhenTheAnswerIsARefusal() {
        service.answerNext(409);
        assertEquals(409, status(client::now));
        assertEquals(1, service.asked());
    }

    private static int status(Runnable question) {
        return assertThrows(WebApplicationException.class, question::run)
                .getResponse()
                .getStatus();
    }
}
