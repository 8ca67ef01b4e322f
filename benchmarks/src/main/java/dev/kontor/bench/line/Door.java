package dev.kontor.bench.line;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The line between a site's public port and everybody else: other sites connect to this port on loopback, and it
/// passes the bytes on, encrypted as they are. It counts what leaves the site, limits how much of it leaves in a
/// second, all connections together, and can cut them all. Thread-safe.
public final class Door implements AutoCloseable {
    private static final int CHUNK = 64 * 1024;

    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicReference<@Nullable Mark> mark = new AtomicReference<>();
    private final Throttle throttle = new Throttle();
    private volatile InetSocketAddress target;

    /// Something to be done once, when so much has left the site.
    private record Mark(long bytes, Runnable action) {}

    /// @param bind address to listen on
    /// @param target where the site itself listens
    public Door(InetAddress bind, InetSocketAddress target) {
        this.target = target;
        try {
            server = new ServerSocket(0, 64, bind);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.ofVirtual().name("door").start(this::accept);
    }

    /// A door on loopback to a port on loopback.
    public static Door to(int port) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        return new Door(loopback, new InetSocketAddress(loopback, port));
    }

    public int port() {
        return server.getLocalPort();
    }

    /// Where connections lead from now on; those that are open are cut.
    public void lead(InetSocketAddress newTarget) {
        target = newTarget;
        cut();
    }

    /// Lets so many bytes a second out; 0 lets everything out.
    public void limit(long bytesPerSecond) {
        throttle.limit(bytesPerSecond);
    }

    /// Bytes that have left the site since [#count].
    public long sent() {
        return sent.get();
    }

    /// Begins to count anew.
    public void count() {
        sent.set(0);
    }

    /// Does something once, as soon as so many bytes have left the site since [#count].
    public void at(long bytes, Runnable action) {
        mark.set(new Mark(bytes, action));
    }

    /// Cuts all connections.
    public void cut() {
        open.forEach(Door::reset);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket guest = server.accept();
                Thread.ofVirtual().name("door").start(() -> connect(guest));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket guest) {
        Socket site = new Socket();
        open.add(guest);
        open.add(site);
        try {
            guest.setTcpNoDelay(true);
            site.setTcpNoDelay(true);
            site.connect(target);
            Thread.ofVirtual().name("door in").start(() -> pass(guest, site, false));
            pass(site, guest, true);
        } catch (IOException refused) {
            reset(guest);
        } finally {
            open.remove(guest);
            open.remove(site);
        }
    }

    /// One direction, to its end; the end of one is the end of both.
    private void pass(Socket from, Socket to, boolean outwards) {
        byte[] chunk = new byte[CHUNK];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                if (outwards) {
                    throttle.take(count);
                }
                out.write(chunk, 0, count);
                if (outwards) {
                    onSent(count);
                }
            }
        } catch (IOException over) {
            // Whoever asked sees that the connection is gone.
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void onSent(int count) {
        long now = sent.addAndGet(count);
        Mark due = mark.get();
        if (due != null && now >= due.bytes() && mark.compareAndSet(due, null)) {
            Thread.ofVirtual().name("door mark").start(due.action());
        }
    }

    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException gone) {
            // It is what was wanted.
        }
    }

    @Override
    public void close() {
        try (server) {
            cut();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
