package dev.kontor.kit.bus;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.kontor.testkit.quarkus.PostgresResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;

@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
@WithTestResource(value = KafkaResource.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class KafkaBusTest extends BusCheck {
    @Override
    void awaitBrokersDeadLetter(String text) {
        String servers = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
        Map<String, Object> settings =
                Map.of("bootstrap.servers", servers, "group.id", "test-" + run, "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("DLQ.kontor.acme.events"));
            assertTimeoutPreemptively(Duration.ofSeconds(PATIENCE_SECONDS), () -> {
                boolean found = false;
                while (!found) {
                    for (var message : consumer.poll(Duration.ofSeconds(1))) {
                        found |= message.value().contains(text);
                    }
                }
            });
        }
    }
}
