package dev.kontor.discovery.voidphone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kontor.discovery.value.ValueKey;
import dev.kontor.testkit.fuzz.FuzzTarget;
import dev.kontor.testkit.fuzz.Script;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The byte stream of a client of the DHT API: the first byte says into which portions it is cut.
public final class ApiFramesTarget implements FuzzTarget {
    private static final ValueKey KEY = new ValueKey(Bytes.of(new byte[ValueKey.SIZE]));

    @Override
    public String name() {
        return "api-frames";
    }

    @Override
    public String what() {
        return "messages of the DHT API over TCP, in any portions";
    }

    @Override
    public List<byte[]> seeds() {
        List<ApiMessage> messages = List.of(
                new ApiMessage.Put(Duration.ofMinutes(3), 3, KEY, Bytes.utf8("hello")),
                new ApiMessage.Get(KEY),
                new ApiMessage.Success(KEY, Bytes.utf8("hello")),
                new ApiMessage.Failure(KEY));
        List<byte[]> seeds = new ArrayList<>();
        Buffer all = Buffer.buffer();
        for (ApiMessage message : messages) {
            seeds.add(seed(255, message.encode()));
            all.appendBuffer(message.encode());
        }
        seeds.add(seed(7, all));
        return seeds;
    }

    private static byte[] seed(int portion, Buffer stream) {
        return Buffer.buffer()
                .appendUnsignedByte((short) portion)
                .appendBuffer(stream)
                .getBytes();
    }

    @Override
    public boolean accepts(byte[] input) {
        Script script = new Script(input);
        int portion = 1 + script.small();
        Buffer stream = Buffer.buffer(script.rest());
        return FuzzTarget.unlessRefused(MalformedException.class, () -> read(stream, portion));
    }

    private static void read(Buffer stream, int portion) {
        ApiFrames frames = new ApiFrames();
        List<ApiMessage> messages = new ArrayList<>();
        for (int at = 0; at < stream.length(); at += portion) {
            messages.addAll(frames.take(stream.getBuffer(at, Math.min(stream.length(), at + portion))));
        }
        assertEquals(new ApiFrames().take(stream), messages, "portions make a difference");
        Buffer written = Buffer.buffer();
        messages.forEach(message -> written.appendBuffer(message.encode()));
        assertEquals(messages, new ApiFrames().take(written), "written and read, it is another message");
    }
}
