package dev.kontor.testkit.quarkus;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/// An embedded Artemis with AMQP for `@QuarkusTest`: `@QuarkusTestResource(BrokerResource.class)`. One per JVM.
public final class BrokerResource implements QuarkusTestResourceLifecycleManager {
    private static final String PORT = "dev.kontor.testkit.broker.port";

    @Override
    public Map<String, String> start() {
        return Map.of(
                "kontor.bus.connector", "smallrye-amqp",
                "amqp-host", "localhost",
                "amqp-port", Integer.toString(port()),
                "amqp-username", "kontor",
                "amqp-password", "kontor");
    }

    @Override
    public void stop() {
        // The broker serves the next test class too and ends with the JVM.
    }

    /// The port of this JVM's broker, which is started if it is not there yet.
    public static int port() {
        synchronized (System.getProperties()) {
            Integer known = Integer.getInteger(PORT);
            if (known != null) {
                return known;
            }
            TestBroker broker = TestBroker.start();
            System.setProperty(PORT, Integer.toString(broker.port()));
            return broker.port();
        }
    }
}
