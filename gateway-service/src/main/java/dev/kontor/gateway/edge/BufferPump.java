package dev.kontor.gateway.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;

/// Moves bytes through pooled buffers; stops reading while the target is full.
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the target, and its closing ends the splice
final class BufferPump extends Pump {
    private boolean sourceEnded;

    BufferPump(Splice splice, Channel from, Channel to) {
        super(splice, from, to);
    }

    @Override
    void flow() {}

    @Override
    @SuppressWarnings(
            "FutureReturnValueIgnored") // a write that fails closes the target, and its closing ends the splice
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
    void onSourceEnded() {
        sourceEnded = true;
        endAfterFlush();
    }

    @Override
    void onTargetReady() {
        if (!sourceEnded) {
            from.config().setAutoRead(true);
        }
    }
}
