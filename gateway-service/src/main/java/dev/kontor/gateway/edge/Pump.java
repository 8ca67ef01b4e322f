package dev.kontor.gateway.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import org.jspecify.annotations.Nullable;

/// Moves bytes one way, from the channel that it sits on to another. Ends when the source has no more to send.
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the target, and its closing ends the splice
abstract class Pump extends ChannelInboundHandlerAdapter {
    final Splice splice;
    final Channel from;
    final Channel to;

    Pump(Splice splice, Channel from, Channel to) {
        this.splice = splice;
        this.from = from;
        this.to = to;
    }

    /// Begins to move bytes. The source may have ended already, while the target was being reached.
    final void start() {
        if (((SocketChannel) from).isInputShutdown()) {
            onSourceEnded();
        } else {
            flow();
            from.config().setAutoRead(true);
        }
    }

    abstract void flow();

    /// The source has sent its last byte; some may not have been read yet.
    abstract void onSourceEnded();

    /// The target, having been full, takes bytes again.
    abstract void onTargetReady();

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        to.writeAndFlush(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            onSourceEnded();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        @Nullable Pump towardsHere = splice.opposite(to);
        if (towardsHere != null && from.isWritable()) {
            towardsHere.onTargetReady();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        splice.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        splice.close();
    }

    /// Ends this direction once all that was written has left.
    final void endAfterFlush() {
        ByteBuf nothing = Unpooled.EMPTY_BUFFER;
        to.writeAndFlush(nothing).addListener(flushed -> {
            from.config().setAutoRead(false);
            splice.onEnd(to);
        });
    }
}
