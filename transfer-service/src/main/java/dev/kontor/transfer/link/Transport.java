package dev.kontor.transfer.link;

import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/// The event loops of the data port and of the connections that we open: epoll where there is one, else NIO. Channels
/// are made by constructors, not by reflection, which a native binary does not have for them.
public record Transport(
        EventLoopGroup loops, ChannelFactory<ServerSocketChannel> server, ChannelFactory<SocketChannel> client)
        implements AutoCloseable {

    private static final long CLOSE_SECONDS = 2;

    public static Transport open(int threads) {
        DefaultThreadFactory names = new DefaultThreadFactory("data-port", true);
        return Epoll.isAvailable()
                ? new Transport(
                        new EpollEventLoopGroup(threads, names), EpollServerSocketChannel::new, EpollSocketChannel::new)
                : new Transport(
                        new NioEventLoopGroup(threads, names), NioServerSocketChannel::new, NioSocketChannel::new);
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
