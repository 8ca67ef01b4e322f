package dev.kontor.gateway.edge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kontor.gateway.hello.Hellos;
import dev.kontor.testkit.Generator;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Over real sockets, with the transports of Linux (`true`) and of any JVM (`false`).
@Timeout(60)
class SpliceTest {
    private static final byte[] HELLO = Hellos.hello("data." + Edge.SITE + ".kontor");

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void carriesMegabytesBothWaysUntouched(boolean epoll) throws Exception {
        byte[] up = Generator.seeded(1).bytes(9_000_001);
        byte[] down = Generator.seeded(2).bytes(7_777_777);
        try (Edge edge = Edge.open(epoll);
                Socket client = edge.connect()) {
            client.getOutputStream().write(HELLO);
            try (Socket inner = edge.accept()) {
                Future<?> sendUp = run(() -> send(client, up));
                Future<?> sendDown = run(() -> send(inner, down));
                Future<byte[]> gotDown = run(() -> client.getInputStream().readAllBytes());
                assertArrayEquals(HELLO, inner.getInputStream().readNBytes(HELLO.length));
                assertArrayEquals(up, inner.getInputStream().readAllBytes());
                assertArrayEquals(down, gotDown.get());
                sendUp.get();
                sendDown.get();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keepsOneDirectionOpenAfterTheOtherHasEnded(boolean epoll) throws Exception {
        byte[] down = Generator.seeded(3).bytes(3_000_000);
        try (Edge edge = Edge.open(epoll);
                Socket client = edge.connect()) {
            client.getOutputStream().write(HELLO);
            client.shutdownOutput();
            try (Socket inner = edge.accept()) {
                assertArrayEquals(HELLO, inner.getInputStream().readAllBytes());
                send(inner, down);
                assertArrayEquals(down, client.getInputStream().readAllBytes());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void losesNothingWhenTheSenderEndsLongBeforeTheReceiverReads(boolean epoll) throws Exception {
        Generator.check(20, generator -> {
            byte[] up = generator.bytes(generator.between(1, 2_000_000));
            try (Edge edge = Edge.open(epoll);
                    Socket client = edge.connect()) {
                client.getOutputStream().write(HELLO);
                Future<?> sent = run(() -> send(client, up));
                try (Socket inner = edge.accept()) {
                    assertArrayEquals(HELLO, inner.getInputStream().readNBytes(HELLO.length));
                    if (up.length < 200_000) {
                        sent.get();
                    }
                    assertArrayEquals(up, slowly(inner.getInputStream(), generator));
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void closesTheOneSideWhenTheOtherBreaks(boolean epoll) throws Exception {
        try (Edge edge = Edge.open(epoll);
                Socket client = edge.connect()) {
            client.getOutputStream().write(HELLO);
            Socket inner = edge.accept();
            inner.getInputStream().readNBytes(HELLO.length);
            inner.setSoLinger(true, 0);
            inner.close();
            assertEquals(-1, readOrEnd(client));
        }
    }

    private static byte[] slowly(InputStream in, Generator generator) throws IOException {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        byte[] part = in.readNBytes(generator.between(1, 50_000));
        while (part.length > 0) {
            all.writeBytes(part);
            part = in.readNBytes(generator.between(1, 50_000));
        }
        return all.toByteArray();
    }

    private static int readOrEnd(Socket socket) {
        try {
            return socket.getInputStream().read();
        } catch (IOException reset) {
            return -1;
        }
    }

    private static Void send(Socket socket, byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.shutdownOutput();
        return null;
    }

    private <T> Future<T> run(Callable<T> task) {
        return threads.submit(task);
    }
}
