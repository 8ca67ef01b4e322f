package dev.kontor.launcher.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kontor.launcher.installation.Installation;
import dev.kontor.launcher.port.FreePorts;
import dev.kontor.launcher.port.PortBook;
import dev.kontor.launcher.process.Fingerprint;
import dev.kontor.launcher.process.Recorder;
import dev.kontor.launcher.process.RestartPolicy;
import dev.kontor.launcher.process.Supervisor;
import io.vertx.amqp.AmqpClient;
import io.vertx.amqp.AmqpClientOptions;
import io.vertx.amqp.AmqpConnection;
import io.vertx.amqp.AmqpMessage;
import io.vertx.amqp.AmqpSenderOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// With a real broker in a JVM of its own.
@Timeout(120)
final class BrokerTest {
    private static final String ADDRESS = "kontor.acme.events";

    @TempDir
    private Path folder;

    private final int port = new PortBook(FreePorts::isFree, RandomGenerator.getDefault()).any(0);
    private final Recorder heard = new Recorder();
    private final Supervisor supervisor = new Supervisor(RestartPolicy.STANDARD, heard);
    private final Vertx vertx = Vertx.vertx();

    @BeforeEach
    void start() {
        var settings = new BrokerSettings(
                "127.0.0.1", port, folder.resolve("broker"), Map.of("acme", "secret-a", "globex", "secret-g"));
        var broker = new Broker(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                Installation.classPath(),
                folder.resolve("broker.jsa"),
                settings);
        supervisor.start(broker.child(folder.resolve("log")));
        supervisor.awaitReady("broker", Duration.ofSeconds(60));
    }

    @AfterEach
    void stop() {
        supervisor.stop(List.of("broker"));
        vertx.close();
    }

    private AmqpConnection connect(String user, String password)
            throws ExecutionException, InterruptedException, TimeoutException {
        return await(AmqpClient.create(
                        vertx,
                        new AmqpClientOptions()
                                .setHost("127.0.0.1")
                                .setPort(port)
                                .setUsername(user)
                                .setPassword(password))
                .connect());
    }

    private static <T> T await(Future<T> future) throws ExecutionException, InterruptedException, TimeoutException {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private void send(String text) throws ExecutionException, InterruptedException, TimeoutException {
        AmqpConnection connection = connect("acme", "secret-a");
        var sender = await(connection.createSender(ADDRESS, new AmqpSenderOptions().setCapabilities(List.of("queue"))));
        await(sender.sendWithAck(
                AmqpMessage.create().withBody(text).durable(true).build()));
        await(connection.close());
    }

    private String receive() throws ExecutionException, InterruptedException, TimeoutException {
        AmqpConnection connection = connect("acme", "secret-a");
        CompletableFuture<String> received = new CompletableFuture<>();
        await(connection
                .createReceiver(ADDRESS)
                .onSuccess(receiver -> receiver.handler(message -> received.complete(message.bodyAsString()))));
        String text = received.get(20, TimeUnit.SECONDS);
        await(connection.close());
        return text;
    }

    @Test
    void keepsADurableMessageThroughKillMinus9() throws Exception {
        send("kept");
        Fingerprint first = heard.nextStarted();
        first.find().orElseThrow().destroyForcibly();
        heard.nextStarted();
        String word = heard.next();
        int readies = 0;
        while (readies < 2) {
            readies += word.equals("ready") ? 1 : 0;
            word = readies < 2 ? heard.next() : word;
        }
        assertEquals("kept", receive());
    }

    @Test
    void refusesAWrongPassword() {
        assertThrows(ExecutionException.class, () -> connect("acme", "wrong"));
    }

    @Test
    void keepsASiteOutOfAnothersEvents() throws Exception {
        AmqpConnection connection = connect("globex", "secret-g");
        assertThrows(ExecutionException.class, () -> await(connection.createReceiver(ADDRESS)));
        await(connection.close());
    }
}
