package dev.kontor.discovery.bench.flood;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/// Sends rubbish at a steady rate from many sockets on a few addresses. One thread; [#stop] may be called from any.
final class Flooder implements AutoCloseable {
    /// Our choice: ports to send from, and the addresses that have them.
    private static final int SOCKETS = 256;

    private static final int ADDRESSES = 16;
    private static final int BURST = 200;
    private static final long PAUSE_NANOS = 200_000;
    private static final int BUFFER = 4_096;

    private final List<DatagramChannel> sockets = new ArrayList<>();
    private final List<ByteBuffer> datagrams;
    private final RandomGenerator random;
    private volatile boolean stopped;

    Flooder(InetSocketAddress target, List<ByteBuffer> datagrams, RandomGenerator random) throws IOException {
        this.datagrams = datagrams;
        this.random = random;
        for (int i = 0; i < SOCKETS; i++) {
            DatagramChannel socket = DatagramChannel.open();
            socket.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.66.0." + (1 + i % ADDRESSES)), 0))
                    .connect(target);
            sockets.add(socket);
        }
    }

    /// Sends so many datagrams a second until it is stopped, or as many as it can; says how many it were.
    long run(int perSecond) throws IOException {
        long began = System.nanoTime();
        long sent = 0;
        while (!stopped) {
            long due = (long) ((System.nanoTime() - began) / 1e9 * perSecond) - sent;
            if (due <= 0) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            for (long i = Math.min(due, BURST); i > 0; i--) {
                send();
                sent++;
            }
        }
        return sent;
    }

    private void send() throws IOException {
        ByteBuffer datagram = datagrams.get(random.nextInt(datagrams.size()));
        try {
            sockets.get(random.nextInt(SOCKETS)).write(datagram.duplicate());
        } catch (PortUnreachableException _) {
            // The node is down; the honest peers will say so.
        }
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void close() throws IOException {
        for (DatagramChannel socket : sockets) {
            socket.close();
        }
    }
}
