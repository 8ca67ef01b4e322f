package dev.kontor.gateway.edge;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import org.jspecify.annotations.Nullable;

/// Moves bytes one way through pooled buffers, from the channel that it sits on to another; stops reading while the
/// target is full. Ends when the source has no more to send.
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the target, and its closing ends the splice
final class Pump extends ChannelInboundHandlerAdapter {
    private final Splice splice;
    private final Channel from;
    private final Channel to;
    private boolean sourceEnded;

    Pump(Splice splice, Channel from, Channel to) {
        this.splice = splice;
        this.from = from;
        this.to = to;
    }

    /// Begins to move bytes. The source may have ended already, while the target was being reached.
    void start() {
        if (((SocketChannel) from).isInputShutdown()) {
            onSourceEnded();
        } else {
            from.config().setAutoRead(true);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        to.write(message);
        if (!to.isWritable()) {
            from.config().setAutoRead(false);
            to.flush();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        to.flush();
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

    /// The source has sent its last byte: this direction ends once all that was written has left.
    private void onSourceEnded() {
        sourceEnded = true;
        to.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> {
            from.config().setAutoRead(false);
            splice.onEnd(to);
        });
    }

    /// The target, having been full, takes bytes again.
    private void onTargetReady() {
        if (!sourceEnded) {
            from.config().setAutoRead(true);
        }
    }
}
