package dev.kontor.transfer.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kontor.testkit.fuzz.FuzzTarget;
import dev.kontor.testkit.fuzz.Script;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import java.util.List;

/// Bodies of frames: the first byte is the type's code, the rest is the body.
public final class FrameTarget implements FuzzTarget {
    @Override
    public String name() {
        return "frame";
    }

    @Override
    public String what() {
        return "bodies of the data port's frames";
    }

    @Override
    public List<byte[]> seeds() {
        return GoldenFrames.ALL.values().stream()
                .map(frame -> Bytes.concat(Bytes.of((byte) frame.type().code()), FrameCodec.body(frame))
                        .toArray())
                .toList();
    }

    @Override
    public boolean accepts(byte[] input) {
        Script script = new Script(input);
        int code = script.small();
        Bytes body = Bytes.of(script.rest());
        return FrameType.of(code).isPresent()
                && FuzzTarget.unlessRefused(
                        MalformedException.class, () -> read(FrameType.of(code).orElseThrow(), body));
    }

    private static void read(FrameType type, Bytes body) {
        Frame frame = FrameCodec.decode(type, body);
        assertEquals(type, frame.type());
        assertEquals(body, FrameCodec.body(frame), "two encodings of one frame");
    }
}
