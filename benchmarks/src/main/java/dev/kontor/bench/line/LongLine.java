package dev.kontor.bench.line;

import dev.kontor.bench.demo.BenchException;
import dev.kontor.bench.peer.Programs;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;

/// A line on which packets take their time and get lost: a network interface whose far end is this same machine.
///
/// Who connects to [#FAR] comes out at [#NEAR], on the same port, as somebody from the far end. For that the packets'
/// two addresses are swapped, which leaves their checksums right. TCP at both ends is the kernel's own, with its own
/// congestion control, which sees the delay and the losses as on any line.
public final class LongLine implements AutoCloseable {
    /// Where a server has to listen.
    public static final String NEAR = "10.231.99.1";

    /// Where its clients have to connect.
    public static final String FAR = "10.231.99.2";

    /// Linux' own choice, which most machines have; on this line it is set, whatever the machine uses elsewhere.
    public static final String CONGESTION = "cubic";

    private static final String INTERFACE = "kontorbench";
    private static final int PATIENCE_MILLIS = 1;
    private static final int ADDRESSES = 12;
    private static final int ADDRESS_SIZE = 4;
    private static final int HEADER = 20;
    /// Packets on their way at once: what a second of 500 Mbit/s holds.
    private static final int MOST = 40_000;

    private final Tun tun = new Tun(INTERFACE);
    private final Duration oneWay;
    private final double loss;
    private final SplittableRandom random = new SplittableRandom(1);
    private final Queue<Flying> flying = new ArrayDeque<>();
    private final Thread carrier;
    private volatile boolean closed;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Flying(byte[] packet, long due) {}

    /// Makes the line.
    ///
    /// @param oneWay how long a packet takes, in either direction
    /// @param loss part of all packets that get lost, in either direction
    /// @param log of the program that sets up the interface
    public LongLine(Duration oneWay, double loss, Path log) {
        this.oneWay = oneWay;
        this.loss = loss;
        String ip = Programs.find("ip").orElseThrow(() -> new BenchException("ip is missing: apt install iproute2"));
        run(log, ip, "address", "add", NEAR, "peer", FAR, "dev", INTERFACE);
        run(log, ip, "link", "set", INTERFACE, "mtu", "1500", "up");
        run(log, ip, "route", "replace", FAR, "dev", INTERFACE, "src", NEAR, "congctl", CONGESTION);
        carrier = Thread.ofPlatform().daemon().name("long line").start(this::carry);
    }

    /// What stands in the way of making one.
    public static Optional<String> missing() {
        if (Programs.find("ip").isEmpty()) {
            return Optional.of("apt install iproute2");
        }
        try (Tun _ = new Tun(INTERFACE + "0")) {
            return Optional.empty();
        } catch (BenchException obstacle) {
            return Optional.of(String.valueOf(obstacle.getMessage()));
        }
    }

    public static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal);
    }

    private static void run(Path log, String... command) {
        Programs.run(log, Duration.ofSeconds(10), List.of(command));
    }

    private void carry() {
        while (!closed) {
            byte[] packet = tun.read(PATIENCE_MILLIS);
            long now = System.nanoTime();
            if (packet.length >= HEADER && random.nextDouble() >= loss && flying.size() < MOST) {
                swap(packet);
                flying.add(new Flying(packet, now + oneWay.toNanos()));
            }
            deliver(now);
        }
    }

    private void deliver(long now) {
        for (Flying first = flying.peek(); first != null && first.due() <= now; first = flying.peek()) {
            flying.remove();
            try {
                tun.write(first.packet());
            } catch (IOException lost) {
                // One more packet that gets lost.
            }
        }
    }

    /// Sender and receiver of an IPv4 packet.
    static void swap(byte[] packet) {
        for (int i = ADDRESSES; i < ADDRESSES + ADDRESS_SIZE; i++) {
            byte sender = packet[i];
            packet[i] = packet[i + ADDRESS_SIZE];
            packet[i + ADDRESS_SIZE] = sender;
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            carrier.join();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        tun.close();
    }
}
