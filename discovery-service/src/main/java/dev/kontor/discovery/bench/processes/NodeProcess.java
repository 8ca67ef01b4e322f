package dev.kontor.discovery.bench.processes;

import dev.kontor.discovery.bench.rig.JavaChild;
import dev.kontor.discovery.dht.HostPort;
import dev.kontor.discovery.voidphone.NodeCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/// `kontor dht node -c dht.ini` in a process of its own, on a loopback address of its own, so that the limits of every
/// node hold as they are.
final class NodeProcess {
    private static final String HEAP = "64m";
    private static final String MEMBER = "place=Member";
    private static final int IN_A_NETWORK = 250;

    private final Process process;
    private final HostPort address;
    private final CompletableFuture<HostPort> member = new CompletableFuture<>();

    private NodeProcess(Process process, HostPort address) {
        this.process = process;
        this.address = address;
    }

    /// @param number which no other node of this run has
    static NodeProcess start(Path folder, int number, List<HostPort> seeds) throws IOException {
        InetAddress host =
                InetAddress.ofLiteral("127.77.%d.%d".formatted(1 + number / IN_A_NETWORK, 1 + number % IN_A_NETWORK));
        HostPort address = new HostPort(host.getHostAddress(), freeUdp(host));
        Files.createDirectories(folder);
        Path file = Files.writeString(folder.resolve("dht.ini"), """
                [dht]
                p2p_address = %s
                api_address = %s
                bootstrap = %s
                data_dir = data
                """.formatted(
                        text(address),
                        text(new HostPort(address.host(), freeTcp(host))),
                        seeds.stream().map(NodeProcess::text).collect(Collectors.joining(", "))));
        Process process = new ProcessBuilder(JavaChild.command(NodeCommand.class, HEAP, List.of("-c", file.toString())))
                .redirectErrorStream(true)
                .start();
        NodeProcess node = new NodeProcess(process, address);
        Thread.ofVirtual().start(node::listen);
        return node;
    }

    private static String text(HostPort address) {
        return address.host() + ":" + address.port();
    }

    private static int freeUdp(InetAddress host) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(host, 0))) {
            return socket.getLocalPort();
        }
    }

    private static int freeTcp(InetAddress host) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, host)) {
            return socket.getLocalPort();
        }
    }

    /// Its log says when it has joined; the rest has to be read so that it can go on writing.
    private void listen() {
        String last = "";
        try (BufferedReader log = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = log.readLine(); line != null; line = log.readLine()) {
                last = line;
                if (line.contains(MEMBER)) {
                    member.complete(address);
                }
            }
        } catch (IOException _) {
            // It was killed while it wrote.
        }
        member.completeExceptionally(new IllegalStateException("node " + text(address) + " ended: " + last));
    }

    HostPort address() {
        return address;
    }

    long pid() {
        return process.pid();
    }

    /// Ends when the node is a member of the network; fails when it ends before.
    CompletableFuture<HostPort> member() {
        return member;
    }

    /// SIGKILL: it has no time to say goodbye.
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
