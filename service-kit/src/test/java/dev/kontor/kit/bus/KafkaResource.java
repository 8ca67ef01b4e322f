package dev.kontor.kit.bus;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.properties.MetaProperties;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.properties.MetaPropertiesVersion;
import org.apache.kafka.metadata.properties.PropertiesUtils;
import org.jspecify.annotations.Nullable;

/// One Kafka node in KRaft mode, in this JVM.
public final class KafkaResource implements QuarkusTestResourceLifecycleManager {
    private @Nullable KafkaRaftServer server;

    @Override
    public Map<String, String> start() {
        int port = freePort();
        try {
            server = new KafkaRaftServer(new KafkaConfig(properties(port, formatted())), Time.SYSTEM);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.startup();
        return Map.of("kontor.bus.connector", "smallrye-kafka", "kafka.bootstrap.servers", "localhost:" + port);
    }

    @Override
    public void stop() {
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
        }
    }

    private static Path formatted() throws IOException {
        Path directory = Files.createTempDirectory("kontor-kafka");
        MetaProperties meta = new MetaProperties.Builder()
                .setVersion(MetaPropertiesVersion.V1)
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setDirectoryId(Uuid.randomUuid())
                .build();
        PropertiesUtils.writePropertiesFile(
                meta.toProperties(),
                directory.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME).toString(),
                true);
        return directory;
    }

    private static Properties properties(int port, Path directory) {
        int controller = freePort();
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "node.id", "1",
                "process.roles", "broker,controller",
                "controller.quorum.voters", "1@localhost:" + controller,
                "listeners", "PLAINTEXT://localhost:%d,CONTROLLER://localhost:%d".formatted(port, controller),
                "advertised.listeners", "PLAINTEXT://localhost:" + port,
                "controller.listener.names", "CONTROLLER",
                "log.dirs", directory.toString(),
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "group.initial.rebalance.delay.ms", "0"));
        return properties;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
