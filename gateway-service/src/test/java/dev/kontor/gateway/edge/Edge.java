package dev.kontor.gateway.edge;

import dev.kontor.gateway.hello.Refusal;
import dev.kontor.gateway.hello.Route;
import dev.kontor.gateway.hello.Router;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A public port on the loopback, with a data port behind it that the test itself answers for.
final class Edge implements AutoCloseable {
    static final String SITE = "a".repeat(52);

    final ServerSocket dataPort;
    final BlockingQueue<Object> told = new LinkedBlockingQueue<>();
    private final EventLoopGroup loops;
    private final EdgePort port;

    Edge(boolean epoll, int most, Duration firstFlight) throws IOException {
        dataPort = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        dataPort.setSoTimeout(20_000);
        loops = epoll && Epoll.isAvailable() ? new EpollEventLoopGroup(1) : new NioEventLoopGroup(1);
        EdgeSettings settings = new EdgeSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                (InetSocketAddress) dataPort.getLocalSocketAddress(),
                most,
                most,
                firstFlight,
                Duration.ofSeconds(5));
        port = EdgePort.open(
                loops,
                settings,
                new Router(SITE),
                (channel, hello) -> channel.pipeline().addLast(new Echo()),
                watch());
    }

    static Edge open(boolean epoll) throws IOException {
        return new Edge(epoll, 100, Duration.ofSeconds(30));
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(port.address().getAddress(), port.address().getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    /// The next connection that the port makes to its data port.
    Socket accept() throws IOException {
        Socket inner = dataPort.accept();
        inner.setSoTimeout(20_000);
        return inner;
    }

    /// The next thing that the port told its watch.
    Object next() throws InterruptedException {
        Object next = told.poll(20, TimeUnit.SECONDS);
        return next == null ? "nothing" : next;
    }

    InetSocketAddress address() {
        return port.address();
    }

    int connections() {
        return port.connections();
    }

    private EdgeWatch watch() {
        return new EdgeWatch() {
            @Override
            public void onRouted(Route route) {
                told.add(route);
            }

            @Override
            public void onTurnedAway(InetAddress from, Refusal refusal, String detail) {
                told.add(refusal);
            }
        };
    }

    @Override
    public void close() throws IOException {
        port.close();
        dataPort.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
