package dev.kontor.transfer.link;

import dev.kontor.transfer.frame.FailureCode;
import dev.kontor.transfer.frame.Frame;
import dev.kontor.transfer.frame.FrameCodec;
import dev.kontor.transfer.frame.FrameLimits;
import dev.kontor.transfer.frame.FrameType;
import dev.kontor.wire.bytes.Bytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// The sending side of one connection. Safe for use by any thread.
public final class Link {
    private final Channel channel;

    public Link(Channel channel) {
        this.channel = channel;
    }

    public void send(long request, Frame frame) {
        var _ = channel.writeAndFlush(encoded(request, frame));
    }

    /// Queues a frame that goes out with the next [#flush].
    public void queue(long request, Frame frame) {
        var _ = channel.write(encoded(request, frame));
    }

    /// Queues a DATA frame that was begun with [#chunk].
    public void queue(ByteBuf chunk) {
        var _ = channel.write(chunk);
    }

    public void flush() {
        channel.flush();
    }

    /// A pooled buffer with the head of a DATA frame; the caller appends exactly `length` bytes of the piece. Header
    /// and content lie in one buffer, so that TLS encrypts from where the disk wrote to.
    public ByteBuf chunk(long request, int index, long offset, int length) {
        return channel.alloc()
                .directBuffer(FrameLimits.HEADER_BYTES + FrameLimits.DATA_PREFIX_BYTES + length)
                .writeInt(FrameLimits.COUNTED_HEADER_BYTES + FrameLimits.DATA_PREFIX_BYTES + length)
                .writeByte(FrameType.DATA.code())
                .writeInt((int) request)
                .writeShort(index)
                .writeInt((int) offset);
    }

    /// Whether what is queued is below the high-water mark.
    public boolean writable() {
        return channel.isWritable();
    }

    /// Stops or resumes reading from the socket.
    public void reading(boolean on) {
        channel.config().setAutoRead(on);
    }

    /// Runs on the connection's event loop.
    public void execute(Runnable task) {
        channel.eventLoop().execute(task);
    }

    /// Runs on the connection's event loop when that much time has passed.
    public void later(Duration delay, Runnable task) {
        var _ = channel.eventLoop().schedule(task, delay.toMillis() + 1, TimeUnit.MILLISECONDS);
    }

    public boolean open() {
        return channel.isActive();
    }

    /// Says why and closes.
    public void fail(FailureCode code, String detail) {
        var _ = channel.writeAndFlush(encoded(0, new Frame.Failure(code, detail)))
                .addListener(ChannelFutureListener.CLOSE);
    }

    public void close() {
        var _ = channel.close();
    }

    private static ByteBuf encoded(long request, Frame frame) {
        Bytes bytes = FrameCodec.encode(request, frame);
        return Unpooled.wrappedBuffer(bytes.toBuffer());
    }
}
