package dev.kontor.transfer.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kontor.testkit.fuzz.FuzzTarget;
import dev.kontor.testkit.fuzz.Script;
import dev.kontor.transfer.frame.Frame;
import dev.kontor.transfer.frame.FrameCodec;
import dev.kontor.transfer.frame.GoldenFrames;
import dev.kontor.wire.bytes.Bytes;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// What comes out of TLS on the data port, in any portions: the first byte says in which.
public final class StreamTarget implements FuzzTarget {
    @Override
    public String name() {
        return "stream";
    }

    @Override
    public String what() {
        return "the data port's stream of frames, in any portions";
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(6);
        for (Frame frame : GoldenFrames.ALL.values()) {
            byte[] bytes = FrameCodec.encode(1, frame).toArray();
            seeds.add(Bytes.concat(Bytes.of((byte) 255), Bytes.of(bytes)).toArray());
            all.writeBytes(bytes);
        }
        seeds.add(all.toByteArray());
        return seeds;
    }

    @Override
    public boolean accepts(byte[] input) {
        Script script = new Script(input);
        int portion = 1 + script.small();
        byte[] stream = script.rest();
        Hearing inPortions = hear(stream, portion);
        Hearing atOnce = hear(stream, Math.max(1, stream.length));
        assertEquals(Bytes.of(atOnce.heard.toByteArray()), Bytes.of(inPortions.heard.toByteArray()));
        byte[] heard = atOnce.heard.toByteArray();
        assertEquals(Bytes.of(stream, 0, heard.length), Bytes.of(heard), "frames are not what came");
        return heard.length == stream.length;
    }

    private static Hearing hear(byte[] stream, int portion) {
        Hearing hearing = new Hearing();
        EmbeddedChannel channel = new EmbeddedChannel(new FrameReader(hearing));
        for (int at = 0; at < stream.length && channel.isOpen(); at += portion) {
            channel.writeInbound(Unpooled.wrappedBuffer(stream, at, Math.min(portion, stream.length - at)));
        }
        channel.checkException();
        channel.finishAndReleaseAll();
        return hearing;
    }

    /// Writes down what it hears, as the bytes that it would have sent.
    private static final class Hearing implements LinkListener {
        private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

        @Override
        public void onFrame(long request, Frame frame) {
            heard.writeBytes(FrameCodec.encode(request, frame).toArray());
        }

        @Override
        public ChunkTarget onChunk(long request, int index, long offset, int length) {
            byte[] chunk = new byte[length];
            int[] filled = {0};
            return (from, count) -> {
                from.readBytes(chunk, filled[0], count);
                filled[0] += count;
                if (filled[0] == length) {
                    onFrame(request, new Frame.Chunk(index, offset, Bytes.of(chunk)));
                }
            };
        }

        @Override
        public void onClosed(String reason) {}
    }
}
