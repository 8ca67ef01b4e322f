package dev.kontor.transfer.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FrameCodecTest {
    private static final Bytes ID = Bytes.fromHex("00112233445566778899aabbccddeeff".repeat(2));
    private static final Bytes GRANT = Bytes.fromHex("0f".repeat(16));

    record Golden(long request, Frame frame, String hex) {}

    static Stream<Golden> vectors() {
        String id = ID.hex();
        return Stream.of(
                new Golden(0, new Frame.Hello(List.of(1), "k", 128, List.of()), "0000000d0100000000848101616b188080"),
                new Golden(7, new Frame.Ping(), "00000006020000000780"),
                new Golden(7, new Frame.Pong(), "00000006030000000780"),
                new Golden(0, new Frame.Failure(FailureCode.VERSION, "no"), "0000000a04000000008202626e6f"),
                new Golden(
                        1,
                        new Frame.Head("a", ID, Bytes.EMPTY, ""),
                        "0000002c100000000184" + "6161" + "5820" + id + "4060"),
                new Golden(
                        1,
                        new Frame.Manifest(GRANT, Bytes.of((byte) 1), GRANT.slice(0, 8), Bytes.EMPTY, Bytes.EMPTY),
                        "00000024110000000185" + "50" + GRANT.hex() + "4101" + "48"
                                + GRANT.slice(0, 8).hex() + "4040"),
                new Golden(1, new Frame.Current(GRANT, ID), "00000039120000000182" + "50" + GRANT.hex() + "5820" + id),
                new Golden(
                        3,
                        new Frame.Fetch("a", ID, List.of(new Frame.Wanted(ID, 0, 0), new Frame.Wanted(ID, 2, 300)), ""),
                        "00000078200000000384" + "6161" + "5820" + id + "82" + "83" + "5820" + id + "0000" + "83"
                                + "5820" + id + "0219012c" + "60"),
                new Golden(
                        3,
                        new Frame.Chunk(1, 0x10000, Bytes.of((byte) 0xaa, (byte) 0xbb)),
                        "0000000d2100000003" + "0001" + "00010000" + "aabb"),
                new Golden(3, new Frame.End(1, 2), "000000082200000003820102"),
                new Golden(3, new Frame.Leaves(0, 16, ID), "0000002a23000000038300105820" + id),
                new Golden(3, new Frame.Missing(2, "x"), "0000000930000000038202" + "6178"),
                new Golden(3, new Frame.Denied(0, "r", "d"), "0000000b3100000003830061726164"),
                new Golden(3, new Frame.Busy(0, 250), "000000093200000003820018fa"),
                new Golden(3, new Frame.Gone(5), "000000073300000003" + "8105"),
                new Golden(9, new Frame.Receipt(Bytes.of((byte) 1)), "00000008400000000981" + "4101"),
                new Golden(9, new Frame.Countersignature(Bytes.of((byte) 2)), "00000008410000000981" + "4102"));
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
    void readsBackOnlyWhatItWouldWriteWhateverBytesArrive() {
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
