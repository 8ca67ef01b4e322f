package dev.kontor.kit.bus;

import dev.kontor.testkit.quarkus.TestBroker;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// A broker of the test's own, which it may stop and start again.
public final class OwnBroker implements QuarkusTestResourceLifecycleManager {
    private final TestBroker broker = TestBroker.start(directory());

    @Override
    public Map<String, String> start() {
        return Map.of(
                "kontor.bus.connector", "smallrye-amqp",
                "amqp-host", "localhost",
                "amqp-port", Integer.toString(broker.port()));
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(broker, new TestInjector.MatchesType(TestBroker.class));
    }

    @Override
    public void stop() {
        broker.close();
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("kontor-broker");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
