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
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FrameCodecTest {
    private static final Bytes ID = Bytes.fromHex("00112233445566778899aabbccddeeff".repeat(2));
    private static final Bytes GRANT = Bytes.fromHex("0f".repeat(16));

    private static final Path VECTORS = Path.of("../docs/spec/vectors/data-port.json");

    private static final Map<String, Frame> FRAMES = Map.ofEntries(
            Map.entry("hello", new Frame.Hello(List.of(1), "k", 128, List.of())),
            Map.entry("ping", new Frame.Ping()),
            Map.entry("pong", new Frame.Pong()),
            Map.entry("failure", new Frame.Failure(FailureCode.VERSION, "no")),
            Map.entry("head", new Frame.Head("a", ID, Bytes.EMPTY, 24, "")),
            Map.entry(
                    "manifest",
                    new Frame.Manifest(
                            GRANT,
                            Bytes.of((byte) 1),
                            GRANT.slice(0, 8),
                            Bytes.EMPTY,
                            Bytes.EMPTY,
                            List.of(Bytes.of((byte) 2)))),
            Map.entry("current", new Frame.Current(GRANT, ID)),
            Map.entry(
                    "fetch",
                    new Frame.Fetch("a", ID, List.of(new Frame.Wanted(ID, 0, 0), new Frame.Wanted(ID, 2, 300)), "")),
            Map.entry("data", new Frame.Chunk(1, 0x10000, Bytes.of((byte) 0xaa, (byte) 0xbb))),
            Map.entry("end", new Frame.End(1, 2)),
            Map.entry("leaves", new Frame.Leaves(0, 16, ID)),
            Map.entry("missing", new Frame.Missing(2, "x")),
            Map.entry("denied", new Frame.Denied(0, "r", "d")),
            Map.entry("busy", new Frame.Busy(0, 250)),
            Map.entry("gone", new Frame.Gone(5)),
            Map.entry("receipt", new Frame.Receipt(Bytes.of((byte) 1))),
            Map.entry("countersignature", new Frame.Countersignature(Bytes.of((byte) 2))));

    record Golden(long request, Frame frame, String hex) {}

    static Stream<Golden> vectors() throws IOException {
        JsonNode frames = new ObjectMapper().readTree(VECTORS.toFile()).get("frames");
        assertEquals(FRAMES.size(), frames.size());
        return StreamSupport.stream(frames.spliterator(), false)
                .map(vector -> new Golden(
                        vector.get("request").asLong(),
                        Objects.requireNonNull(FRAMES.get(vector.get("name").asText())),
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
