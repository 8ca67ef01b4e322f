package dev.kontor.discovery.voidphone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kontor.discovery.dht.HostPort;
import dev.kontor.discovery.dht.NodeHost;
import dev.kontor.discovery.dht.NodeOptions;
import dev.kontor.discovery.dht.Quiet;
import dev.kontor.discovery.node.HouseRules;
import io.vertx.core.Vertx;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two nodes on loopback, driven through plain sockets as a client of the course would.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ApiServerTest {
    private static final byte[] KEY = new byte[32];

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();

    private record Running(NodeHost host, ApiServer api, int apiPort) {}

    private Running start(String name, List<HostPort> bootstrap) throws IOException {
        NodeOptions options = new NodeOptions(
                "127.0.0.1", 0, bootstrap, List.of(), folder.resolve(name), HouseRules.DEFAULT, Optional.empty());
        NodeHost host = new NodeHost(vertx, options, new Quiet());
        host.start();
        while (!host.isBound()) {
            Thread.onSpinWait();
        }
        ApiPlace place = new ApiPlace("127.0.0.1", 0, false, Duration.ofSeconds(60), Duration.ofHours(12));
        ApiServer api = new ApiServer(vertx, host.values(), place);
        return new Running(
                host,
                api,
                api.listen().toCompletionStage().toCompletableFuture().join());
    }

    @AfterEach
    void end() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static byte[] put(byte[] value) {
        return ByteBuffer.allocate(40 + value.length)
                .putShort((short) (40 + value.length))
                .putShort((short) 650)
                .putShort((short) 300)
                .put((byte) 3)
                .put((byte) 0)
                .put(KEY)
                .put(value)
                .array();
    }

    private static byte[] get() {
        return ByteBuffer.allocate(36)
                .putShort((short) 36)
                .putShort((short) 651)
                .put(KEY)
                .array();
    }

    private static Socket connect(Running node) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.apiPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    /// The value, or nothing for a failure.
    private static Optional<byte[]> answer(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        int size = in.readUnsignedShort();
        int type = in.readUnsignedShort();
        byte[] body = in.readNBytes(size - 4);
        assertArrayEquals(KEY, Arrays.copyOf(body, 32));
        return type == 652 ? Optional.of(Arrays.copyOfRange(body, 32, body.length)) : Optional.empty();
    }

    /// Asks until the value is there: putting takes its time and has no reply.
    private static byte[] getEventually(Running node) throws IOException {
        try (Socket socket = connect(node)) {
            for (int i = 0; i < 2_000; i++) {
                socket.getOutputStream().write(get());
                Optional<byte[]> found = answer(socket);
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        throw new AssertionError("2,000 times not found");
    }

    @Test
    void findsOnOneNodeWhatWasPutOnAnother() throws IOException {
        Running first = start("first", List.of());
        Running second =
                start("second", List.of(new HostPort("127.0.0.1", first.host().port())));
        byte[] value = "hello_world".getBytes(StandardCharsets.UTF_8);
        try (Socket socket = connect(first)) {
            socket.getOutputStream().write(put(value));
            socket.getOutputStream().write(get());
            assertArrayEquals(value, answer(socket).orElseThrow());
        }
        assertArrayEquals(value, getEventually(second));
    }

    @Test
    void carriesValuesThatNeedManyDatagrams() throws IOException {
        Running first = start("first", List.of());
        Running second =
                start("second", List.of(new HostPort("127.0.0.1", first.host().port())));
        byte[] value = new byte[65_495];
        new Random(1).nextBytes(value);
        try (Socket socket = connect(first)) {
            socket.getOutputStream().write(put(value));
        }
        assertArrayEquals(value, getEventually(second));
    }

    @Test
    void saysFailureForWhatNobodyHasAndKeepsTheConnection() throws IOException {
        Running alone = start("alone", List.of());
        try (Socket socket = connect(alone)) {
            for (int i = 0; i < 3; i++) {
                socket.getOutputStream().write(get());
                assertEquals(Optional.empty(), answer(socket));
            }
        }
    }

    @Test
    void closesAndCountsWhatIsNoMessage() throws IOException {
        Running alone = start("alone", List.of());
        try (Socket socket = connect(alone)) {
            socket.getOutputStream().write(new byte[] {0, 40, 2, (byte) 138});
            assertEquals(-1, socket.getInputStream().read());
        }
        assertEquals(1, alone.api().malformed());
    }
}
