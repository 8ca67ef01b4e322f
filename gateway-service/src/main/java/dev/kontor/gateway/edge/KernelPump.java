package dev.kontor.gateway.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.epoll.EpollSocketChannel;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Moves bytes from socket to socket inside the kernel (splice(2)); Netty keeps the back-pressure by not reading while
/// the
/// pipe between the two is full.
///
/// The end needs care, because a splice that moves nothing looks the same at the end of a stream and before more of it.
/// Netty tells the end when the peer's FIN has arrived, with bytes possibly unread before it. So at the end this pump
/// waits
/// until the pipe is empty, then reads what is left through a buffer: all of it has arrived, no read can come too
/// early.
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the target, and its closing ends the splice
final class KernelPump extends Pump {
    private final EpollSocketChannel source;
    private boolean draining;

    KernelPump(Splice splice, EpollSocketChannel from, EpollSocketChannel to) {
        super(splice, from, to);
        this.source = from;
    }

    @Override
    @SuppressWarnings("deprecation") // Netty means to drop it in 5; BufferPump is the way back
    void flow() {
        source.spliceTo((EpollSocketChannel) to, Integer.MAX_VALUE).addListener(ended -> splice.close());
    }

    @Override
    void onSourceEnded() {
        to.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(pipeIsEmpty -> {
            source.config().setAutoRead(false);
            draining = true;
            drain();
        });
    }

    @Override
    void onTargetReady() {
        if (draining) {
            drain();
        }
    }

    private void drain() {
        while (to.isWritable() && source.isOpen()) {
            ByteBuf chunk = source.alloc().directBuffer(Splice.CHUNK, Splice.CHUNK);
            if (read(chunk)) {
                to.writeAndFlush(chunk);
            } else {
                chunk.release();
                draining = false;
                endAfterFlush();
                return;
            }
        }
    }

    private boolean read(ByteBuf chunk) {
        try {
            ByteBuffer free = chunk.internalNioBuffer(0, Splice.CHUNK);
            int count = source.fd().read(free, free.position(), free.limit());
            chunk.writerIndex(Math.max(0, count));
            return count > 0;
        } catch (IOException gone) {
            splice.close();
            return false;
        }
    }
}
