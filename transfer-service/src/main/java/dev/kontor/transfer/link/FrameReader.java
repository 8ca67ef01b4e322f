package dev.kontor.transfer.link;

import dev.kontor.transfer.frame.FailureCode;
import dev.kontor.transfer.frame.FrameCodec;
import dev.kontor.transfer.frame.FrameLimits;
import dev.kontor.transfer.frame.FrameType;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.IdleStateEvent;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Cuts the decrypted stream into frames. Bodies of DATA are never collected here: they are passed on as they come.
///
/// ```
/// header ──▶ body ──▶ header          (any frame but DATA)
///        ──▶ prefix ──▶ chunk ──▶ header   (DATA)
/// ```
public final class FrameReader extends ChannelInboundHandlerAdapter {
    private enum Part {
        HEADER,
        BODY,
        PREFIX,
        CHUNK
    }

    private final LinkListener listener;
    private final ByteBuffer head = ByteBuffer.allocate(FrameLimits.HEADER_BYTES);
    private final ByteBuffer prefix = ByteBuffer.allocate(FrameLimits.DATA_PREFIX_BYTES);
    private Part part = Part.HEADER;
    private FrameType type = FrameType.PING;
    private long request;
    private ByteBuffer body = ByteBuffer.allocate(0);
    private int chunkLeft;
    private @Nullable ChunkTarget target;
    private String closedBecause = "the connection was closed";
    private boolean failed;

    public FrameReader(LinkListener listener) {
        this.listener = listener;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            while (in.isReadable() && !failed) {
                read(in);
            }
        } catch (MalformedException malformed) {
            refuse(context, malformed.reason());
        } finally {
            in.release();
        }
    }

    private void read(ByteBuf in) {
        switch (part) {
            case HEADER -> {
                if (fill(head, in)) {
                    onHeader();
                }
            }
            case BODY -> {
                if (fill(body, in)) {
                    onBody();
                }
            }
            case PREFIX -> {
                if (fill(prefix, in)) {
                    onPrefix();
                }
            }
            case CHUNK -> onChunk(in);
        }
    }

    /// True when the buffer is full, and then ready to be read.
    private static boolean fill(ByteBuffer target, ByteBuf in) {
        int take = Math.min(target.remaining(), in.readableBytes());
        int limit = target.limit();
        target.limit(target.position() + take);
        in.readBytes(target);
        target.limit(limit);
        if (target.hasRemaining()) {
            return false;
        }
        target.flip();
        return true;
    }

    private void onHeader() {
        long length = (head.getInt() & 0xffff_ffffL) - FrameLimits.COUNTED_HEADER_BYTES;
        int code = head.get() & 0xff;
        request = head.getInt() & 0xffff_ffffL;
        head.clear();
        type = FrameType.of(code).orElseThrow(() -> new MalformedException(4, "unknown frame type " + code));
        if (length < 0 || length > type.maxBody()) {
            throw new MalformedException(0, type + " body of " + length + " bytes");
        }
        if (type == FrameType.DATA) {
            chunkLeft = (int) length - FrameLimits.DATA_PREFIX_BYTES;
            if (chunkLeft < 1) {
                throw new MalformedException(0, "DATA without bytes");
            }
            prefix.clear();
            part = Part.PREFIX;
        } else {
            body = ByteBuffer.allocate((int) length);
            part = Part.BODY;
            if (length == 0) {
                onBody();
            }
        }
    }

    private void onBody() {
        part = Part.HEADER;
        listener.onFrame(request, FrameCodec.decode(type, Bytes.of(body.rewind())));
    }

    private void onPrefix() {
        int index = prefix.getShort() & 0xffff;
        long offset = prefix.getInt() & 0xffff_ffffL;
        target = listener.onChunk(request, index, offset, chunkLeft);
        part = Part.CHUNK;
    }

    private void onChunk(ByteBuf in) {
        int take = Math.min(chunkLeft, in.readableBytes());
        ChunkTarget to = target;
        if (to == null) {
            throw new IllegalStateException("a chunk without a target");
        }
        chunkLeft -= take;
        if (chunkLeft == 0) {
            target = null;
            part = Part.HEADER;
        }
        to.write(in, take);
    }

    private void refuse(ChannelHandlerContext context, String reason) {
        failed = true;
        closedBecause = "protocol: " + reason;
        new Link(context.channel()).fail(FailureCode.PROTOCOL, reason);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            listener.onWritable();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent) {
            listener.onSilence();
        } else if (event instanceof SslHandshakeCompletionEvent done && !done.isSuccess()) {
            closedBecause = "TLS: " + done.cause().getMessage();
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        listener.onClosed(closedBecause);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        closedBecause = String.valueOf(failure.getMessage());
        var _ = context.close();
    }
}
