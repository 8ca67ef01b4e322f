package dev.kontor.gateway.edge;

import dev.kontor.gateway.hello.ClientHello;
import dev.kontor.gateway.hello.HelloReader;
import dev.kontor.gateway.hello.Reading;
import dev.kontor.gateway.hello.Refusal;
import dev.kontor.gateway.hello.Route;
import dev.kontor.gateway.hello.Router;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Stands at the start of each connection, collects its first flight, and steps aside once the route is known: the
/// bytes collected are replayed to whoever comes next. One per connection, on the connection's event loop.
@SuppressWarnings("FutureReturnValueIgnored") // closing is the last thing done to a channel
final class HelloGate extends ChannelInboundHandlerAdapter {
    private final EdgeSettings settings;
    private final Router router;
    private final Terminator terminator;
    private final EdgeWatch watch;
    private @Nullable ByteBuf collected;
    private @Nullable Future<?> deadline;
    private boolean decided;

    HelloGate(EdgeSettings settings, Router router, Terminator terminator, EdgeWatch watch) {
        this.settings = settings;
        this.router = router;
        this.terminator = terminator;
        this.watch = watch;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        deadline = ctx.executor()
                .schedule(
                        () -> turnAway(ctx, Refusal.TOO_SLOW, ""),
                        settings.firstFlight().toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (decided && collected == null) {
            bytes.release();
            return;
        }
        ByteBuf all = collected == null ? bytes : Unpooled.wrappedUnmodifiableBuffer(collected, bytes);
        collected = all;
        if (decided) {
            return;
        }
        switch (HelloReader.read(all.nioBuffer())) {
            case Reading.Incomplete() -> {}
            case Reading.Unreadable(Refusal refusal) -> turnAway(ctx, refusal, "");
            case Reading.Whole(ClientHello hello) -> decide(ctx, hello);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            turnAway(ctx, Refusal.CLOSED_EARLY, "");
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        turnAway(ctx, Refusal.CLOSED_EARLY, "");
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        turnAway(ctx, Refusal.CLOSED_EARLY, String.valueOf(cause.getMessage()));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        cancelDeadline();
        ByteBuf bytes = collected;
        collected = null;
        if (bytes == null) {
            return;
        }
        if (decided && ctx.channel().isActive()) {
            ctx.fireChannelRead(bytes);
            ctx.fireChannelReadComplete();
        } else {
            bytes.release();
        }
    }

    private void decide(ChannelHandlerContext ctx, ClientHello hello) {
        Route route = router.route(hello);
        switch (route) {
            case Route.Control() -> {
                pass(route);
                ctx.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
                terminator.terminate(ctx.channel(), hello);
                ctx.pipeline().remove(this);
            }
            case Route.DataPort() -> {
                pass(route);
                Splice.open(ctx.channel(), settings.dataPort(), settings.connect(), opened -> onOpened(ctx, opened));
            }
            case Route.Foreign foreign -> turnAway(ctx, Refusal.UNKNOWN_NAME, foreign.siteLabel());
            case Route.Turned(Refusal refusal) ->
                turnAway(ctx, refusal, hello.serverName().orElse(""));
        }
    }

    private void pass(Route route) {
        decided = true;
        cancelDeadline();
        watch.onRouted(route);
    }

    private void onOpened(ChannelHandlerContext ctx, boolean opened) {
        if (opened) {
            ctx.pipeline().remove(this);
        } else {
            decided = false;
            turnAway(ctx, Refusal.DATA_PORT_DOWN, settings.dataPort().toString());
        }
    }

    private void turnAway(ChannelHandlerContext ctx, Refusal refusal, String detail) {
        if (decided) {
            return;
        }
        decided = true;
        cancelDeadline();
        InetSocketAddress from = (InetSocketAddress) ctx.channel().remoteAddress();
        if (from != null) {
            watch.onTurnedAway(from.getAddress(), refusal, detail);
        }
        release();
        ctx.writeAndFlush(Unpooled.wrappedBuffer(refusal.record())).addListener(ChannelFutureListener.CLOSE);
    }

    private void release() {
        if (collected != null) {
            collected.release();
            collected = null;
        }
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}
