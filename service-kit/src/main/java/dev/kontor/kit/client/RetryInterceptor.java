package dev.kontor.kit.client;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/// Asks again as [Retry] says. A client method that gives a `Uni` is asked again on the Vert.x context of its
/// caller, so that sessions and traces go on; any other blocks its thread, as it does anyway.
@Retried
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
public class RetryInterceptor {
    private static final Logger LOG = Logger.getLogger(RetryInterceptor.class);

    private final Vertx vertx;

    RetryInterceptor(Vertx vertx) {
        this.vertx = vertx;
    }

    /// Around a question.
    @AroundInvoke
    public Object ask(InvocationContext question) throws Exception {
        if (!Uni.class.equals(question.getMethod().getReturnType())) {
            return blocking(question);
        }
        Uni<Object> asked = ((Uni<?>) question.proceed()).map(Object.class::cast); // asks for each subscriber
        return Uni.createFrom().deferred(() -> attempt(asked, question, System.nanoTime(), 1));
    }

    private Uni<Object> attempt(Uni<Object> asked, InvocationContext question, long began, int number) {
        return asked.onFailure()
                .recoverWithUni(failure -> again(question, failure, began, number)
                        .map(pause -> rest(pause).chain(() -> attempt(asked, question, began, number + 1)))
                        .orElseGet(() -> Uni.createFrom().failure(failure)));
    }

    private Uni<Void> rest(Duration pause) {
        return Uni.createFrom()
                .emitter(emitter -> vertx.setTimer(Math.max(1, pause.toMillis()), timer -> emitter.complete(null)));
    }

    private static Object blocking(InvocationContext question) throws Exception {
        long began = System.nanoTime();
        for (int number = 1; ; number++) {
            try {
                return question.proceed();
            } catch (RuntimeException failure) {
                Optional<Duration> pause = again(question, failure, began, number);
                if (pause.isEmpty()) {
                    throw failure;
                }
                Thread.sleep(pause.get());
            }
        }
    }

    private static Optional<Duration> again(InvocationContext question, Throwable failure, long began, int number) {
        Optional<Duration> pause = Retry.pause(
                failure,
                number,
                Duration.ofNanos(System.nanoTime() - began),
                ThreadLocalRandom.current().nextDouble());
        pause.ifPresent(wait -> LOG.debugf(
                "asking again question=%s after=%s reason=%s",
                question.getMethod().getName(), wait, failure));
        return pause;
    }
}
