package dev.kontor.launcher.site;

/// A site's event bus.
public sealed interface BusAccess {
    /// The address or topic that carries the site's events.
    String address();

    /// An AMQP 1.0 broker.
    record Amqp(String host, int port, String user, String password, String address) implements BusAccess {
        @Override
        public String toString() {
            return "Amqp[" + user + "@" + host + ":" + port + "/" + address + "]";
        }
    }

    /// A Kafka cluster.
    record Kafka(String bootstrapServers, String address) implements BusAccess {}
}
