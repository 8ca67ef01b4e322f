package dev.kontor.gateway.edge;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollMode;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;

/// Joins a client's connection with a second one, so that each gets what the other sends, untouched. Both live on the
/// same event loop, and the bytes pass through pooled buffers. Each direction ends by itself (TCP half-close is kept);
/// an error on either side closes both.
@SuppressWarnings("FutureReturnValueIgnored") // closing is the last thing done to a channel
final class Splice {
    /// What one read brings.
    static final int CHUNK = 64 * 1024;

    private final Channel client;
    private final Channel inner;
    private int ended;

    private Splice(Channel client, Channel inner) {
        this.client = client;
        this.inner = inner;
    }

    /// Connects to the target and starts to pump. The outcome is told on the client's event loop; what the client's
    /// pipeline reads after a good one is sent on.
    static void open(Channel client, InetSocketAddress target, Duration deadline, Consumer<Boolean> outcome) {
        client.config().setAutoRead(false);
        Bootstrap bootstrap = new Bootstrap()
                .group(client.eventLoop())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(deadline.toMillis()))
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.RCVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(CHUNK))
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {}
                });
        if (client instanceof EpollSocketChannel) {
            bootstrap
                    .channel(EpollSocketChannel.class)
                    .option(EpollChannelOption.EPOLL_MODE, EpollMode.LEVEL_TRIGGERED);
        } else {
            bootstrap.channel(NioSocketChannel.class);
        }
        bootstrap
                .connect(target)
                .addListener((ChannelFuture connected) ->
                        onConnected(client, connected.channel(), connected.isSuccess(), outcome));
    }

    private static void onConnected(Channel client, Channel inner, boolean good, Consumer<Boolean> outcome) {
        if (!good || !client.isActive()) {
            inner.close();
            outcome.accept(false);
            return;
        }
        Splice splice = new Splice(client, inner);
        Pump up = new Pump(splice, client, inner);
        Pump down = new Pump(splice, inner, client);
        client.pipeline().addLast(up);
        inner.pipeline().addLast(down);
        outcome.accept(true);
        up.start();
        down.start();
    }

    /// One direction has come to its end; the second to do so ends the connection.
    void onEnd(Channel to) {
        ended++;
        if (ended == 2) {
            close();
        } else {
            ((SocketChannel) to).shutdownOutput();
        }
    }

    void close() {
        client.close();
        inner.close();
    }

    /// The pump whose source is the other pump's target, told when that target can take more.
    Pump opposite(Channel target) {
        return target.pipeline().get(Pump.class);
    }
}
