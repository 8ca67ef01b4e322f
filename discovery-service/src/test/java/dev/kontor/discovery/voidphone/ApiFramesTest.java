package dev.kontor.discovery.voidphone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kontor.discovery.value.ValueKey;
import dev.kontor.testkit.Generator;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiFramesTest {
    private static final String KEY = "00".repeat(31) + "07";
    private static final ValueKey NAME = new ValueKey(Bytes.fromHex(KEY));

    private static Buffer bytes(String hex) {
        return Buffer.buffer(Bytes.fromHex(hex).toArray());
    }

    @Test
    void readsAndWritesEveryMessageByteForByte() {
        assertMessage("002d028a" + "00b40300" + KEY + "68656c6c6f", put("hello"));
        assertMessage("0024028b" + KEY, new ApiMessage.Get(NAME));
        assertMessage("0029028c" + KEY + "68656c6c6f", new ApiMessage.Success(NAME, Bytes.utf8("hello")));
        assertMessage("0024028d" + KEY, new ApiMessage.Failure(NAME));
    }

    private static ApiMessage.Put put(String value) {
        return new ApiMessage.Put(Duration.ofMinutes(3), 3, NAME, Bytes.utf8(value));
    }

    private static void assertMessage(String hex, ApiMessage message) {
        assertEquals(List.of(message), new ApiFrames().take(bytes(hex)));
        assertEquals(bytes(hex), message.encode());
    }

    @Test
    void readsAStreamHoweverItIsCut() {
        Generator.check(200, generator -> {
            List<ApiMessage> sent =
                    generator.list(5, random -> random.chance(0.5) ? new ApiMessage.Get(NAME) : put("a value"));
            Buffer all = Buffer.buffer();
            sent.forEach(message -> all.appendBuffer(message.encode()));
            ApiFrames frames = new ApiFrames();
            List<ApiMessage> read = new ArrayList<>();
            for (int at = 0; at < all.length(); ) {
                int end = Math.min(all.length(), at + generator.between(1, 60));
                read.addAll(frames.take(all.getBuffer(at, end)));
                at = end;
            }
            assertEquals(sent, read);
        });
    }

    @Test
    void refusesAWrongSizeAnUnknownTypeAndAnEmptyValueAtTheHeader() {
        for (String head :
                List.of("0023028b", "0025028b", "0003028b", "0000028a", "0028028a", "00240000", "0024028e")) {
            assertThrows(MalformedException.class, () -> new ApiFrames().take(bytes(head)), head);
        }
    }

    @Test
    void takesAnyBytesWithoutAnotherException() {
        Generator.check(2_000, generator -> {
            try {
                new ApiFrames().take(Buffer.buffer(generator.bytes(generator.between(0, 200))));
            } catch (MalformedException expected) {
                assertEquals(0, expected.offset());
            }
        });
    }
}
