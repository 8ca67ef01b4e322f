package dev.kontor.transfer.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kontor.testkit.Generator;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FrameCodecTest {
    private static final Bytes ID = GoldenFrames.ID;
    private static final Path VECTORS = Path.of("../docs/spec/vectors/data-port.json");

    record Golden(long request, Frame frame, String hex) {}

    static Stream<Golden> vectors() throws IOException {
        JsonNode frames = new ObjectMapper().readTree(VECTORS.toFile()).get("frames");
        assertEquals(GoldenFrames.ALL.size(), frames.size());
        return StreamSupport.stream(frames.spliterator(), false)
                .map(vector -> new Golden(
                        vector.get("request").asLong(),
                        Objects.requireNonNull(
                                GoldenFrames.ALL.get(vector.get("name").asText())),
                        vector.get("hex").asText()));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void writesAndReadsTheGoldenBytes(Golden golden) {
        Bytes encoded = FrameCodec.encode(golden.request(), golden.frame());
        assertEquals(golden.hex(), encoded.hex());
        assertEquals(golden.frame(), decode(encoded));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void refusesEveryTruncationAndExtension(Golden golden) {
        Bytes body = FrameCodec.body(golden.frame());
        for (int length = 0; length < body.size(); length++) {
            Bytes truncated = body.slice(0, length);
            if (golden.frame().type() != FrameType.DATA || length <= FrameLimits.DATA_PREFIX_BYTES) {
                assertThrows(
                        MalformedException.class,
                        () -> FrameCodec.decode(golden.frame().type(), truncated));
            }
        }
        if (golden.frame().type() != FrameType.DATA) {
            Bytes extended = Bytes.concat(body, Bytes.of((byte) 0));
            assertThrows(
                    MalformedException.class,
                    () -> FrameCodec.decode(golden.frame().type(), extended));
        }
    }

    @Test
    void readsBackOnlyWhatItWouldWriteWhateverBytesArrive() throws IOException {
        List<Golden> vectors = vectors().toList();
        Generator.check(3000, generator -> {
            Golden golden = generator.pick(vectors);
            FrameType type = golden.frame().type();
            byte[] bytes = FrameCodec.body(golden.frame()).toArray();
            Bytes hostile = Bytes.of(generator.chance(0.7) ? generator.flipOneBit(bytes) : generator.bytesUpTo(80));
            try {
                assertEquals(hostile, FrameCodec.body(FrameCodec.decode(type, hostile)));
            } catch (MalformedException refused) {
                assertTrue(refused.offset() >= 0);
            }
        });
    }

    @Test
    void refusesMorePiecesThanABatchHolds() {
        List<Frame.Wanted> pieces = Stream.generate(() -> Frame.Wanted.whole(ID))
                .limit(FrameLimits.MAX_BATCH + 1L)
                .toList();
        Bytes body = FrameCodec.body(new Frame.Fetch("a", ID, pieces, ""));
        assertThrows(MalformedException.class, () -> FrameCodec.decode(FrameType.FETCH, body));
    }

    @Test
    void refusesABodyThatIsTooLongForItsType() {
        Bytes body = Bytes.of(new byte[FrameLimits.MAX_SMALL_BODY + 1]);
        assertThrows(MalformedException.class, () -> FrameCodec.decode(FrameType.PING, body));
    }

    @Test
    void knowsEveryTypeByItsCodeAndNoOther() {
        for (int code = -1; code < 300; code++) {
            int wanted = code;
            assertEquals(
                    Stream.of(FrameType.values())
                            .filter(type -> type.code() == wanted)
                            .findFirst(),
                    FrameType.of(code));
        }
    }

    private static Frame decode(Bytes encoded) {
        FrameType type = FrameType.of(encoded.at(4)).orElseThrow();
        return FrameCodec.decode(type, encoded.slice(9, encoded.size() - 9));
    }
}
