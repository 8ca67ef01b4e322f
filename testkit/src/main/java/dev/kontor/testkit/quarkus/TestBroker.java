package dev.kontor.testkit.quarkus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/// An Artemis with an AMQP port, set up as the launcher's: dead letters go to `DLQ.<address>`. In memory, or with a
/// journal: then it can be closed and restarted on its port, to see what services do when the broker goes away.
public final class TestBroker implements AutoCloseable {
    private final int port;
    private final Optional<Path> journal;
    private ActiveMQServer server;

    private TestBroker(int port, Optional<Path> journal) {
        this.port = port;
        this.journal = journal;
        this.server = startServer();
    }

    /// A broker that forgets everything when it is closed.
    public static TestBroker start() {
        return new TestBroker(freePort(), Optional.empty());
    }

    /// A broker that remembers messages and subscriptions in this directory.
    public static TestBroker start(Path journal) {
        return new TestBroker(freePort(), Optional.of(journal));
    }

    public int port() {
        return port;
    }

    /// How many messages lie in the queue; 0 when there is no such queue.
    public long messages(String queue) {
        var found = server.locateQueue(SimpleString.of(queue));
        return found == null ? 0 : found.getMessageCount();
    }

    /// How many messages became dead letters in the broker's sense, over all addresses.
    public long deadLetters() {
        return server.getPostOffice()
                .getAllBindings()
                .filter(binding -> binding.getUniqueName().toString().startsWith("DLQ."))
                .mapToLong(binding -> messages(binding.getUniqueName().toString()))
                .sum();
    }

    public void restart() {
        server = startServer();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception failure) {
            throw new IllegalStateException("the broker does not stop", failure);
        }
    }

    private ActiveMQServer startServer() {
        try {
            Configuration configuration = new ConfigurationImpl()
                    .setPersistenceEnabled(journal.isPresent())
                    .setJournalType(JournalType.NIO)
                    .setSecurityEnabled(false)
                    .setJMXManagementEnabled(false)
                    .setMaxDiskUsage(-1)
                    .addAcceptorConfiguration(new TransportConfiguration(
                            NettyAcceptorFactory.class.getName(),
                            Map.of("host", "localhost", "port", port, "protocols", "AMQP"),
                            "amqp"))
                    .addAddressSetting(
                            "#",
                            new AddressSettings()
                                    .setDeadLetterAddress(SimpleString.of("DLQ"))
                                    .setDeadLetterQueuePrefix(SimpleString.of("DLQ."))
                                    .setAutoCreateDeadLetterResources(true)
                                    .setMaxDeliveryAttempts(3));
            journal.ifPresent(directory -> keepIn(directory, configuration));
            ActiveMQServer server = ActiveMQServers.newActiveMQServer(configuration, journal.isPresent());
            server.start();
            return server;
        } catch (Exception failure) {
            throw new IllegalStateException("the broker does not start on port " + port, failure);
        }
    }

    private static void keepIn(Path directory, Configuration configuration) {
        configuration
                .setJournalDirectory(directory.resolve("journal").toString())
                .setBindingsDirectory(directory.resolve("bindings").toString())
                .setLargeMessagesDirectory(directory.resolve("large").toString())
                .setPagingDirectory(directory.resolve("paging").toString());
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException("no free port", failure);
        }
    }
}
