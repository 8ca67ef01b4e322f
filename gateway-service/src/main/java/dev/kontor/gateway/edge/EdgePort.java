package dev.kontor.gateway.edge;

import dev.kontor.gateway.hello.Refusal;
import dev.kontor.gateway.hello.Router;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollMode;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;

/// The listener on the public port. [#open] binds it; [#close] stops accepting and leaves running connections alone. It
/// uses the event loops that it is given and starts no thread of its own.
@SuppressWarnings("FutureReturnValueIgnored") // closing is the last thing done to a channel
public final class EdgePort implements AutoCloseable {
    private static final int BACKLOG = 512;

    private final Channel listener;
    private final Admissions admissions;

    private EdgePort(Channel listener, Admissions admissions) {
        this.listener = listener;
        this.admissions = admissions;
    }

    /// Binds the port; a port in use comes out as a BindException.
    public static EdgePort open(
            EventLoopGroup loops, EdgeSettings settings, Router router, Terminator terminator, EdgeWatch watch) {
        Admissions admissions = new Admissions(settings.most(), settings.mostPerAddress());
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.RCVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(Splice.CHUNK))
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        admit(channel, admissions, watch, new HelloGate(settings, router, terminator, watch));
                    }
                });
        if (loops instanceof EpollEventLoopGroup) {
            bootstrap
                    .channel(EpollServerSocketChannel.class)
                    .childOption(EpollChannelOption.EPOLL_MODE, EpollMode.LEVEL_TRIGGERED); // what splicing asks for
        } else {
            bootstrap.channel(NioServerSocketChannel.class);
        }
        return new EdgePort(
                bootstrap.bind(settings.listen()).syncUninterruptibly().channel(), admissions);
    }

    private static void admit(SocketChannel channel, Admissions admissions, EdgeWatch watch, HelloGate gate) {
        var from = channel.remoteAddress().getAddress();
        if (admissions.enter(from)) {
            channel.closeFuture().addListener(closed -> admissions.leave(from));
            channel.pipeline().addLast(gate);
        } else {
            watch.onTurnedAway(from, Refusal.TOO_MANY, "");
            channel.close();
        }
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /// Connections open now, of every route.
    public int connections() {
        return admissions.open();
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
    }
}
