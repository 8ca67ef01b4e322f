package dev.kontor.transfer.frame;

import dev.kontor.wire.bytes.Bytes;
import java.util.List;
import java.util.Map;

/// One frame of each type: what the golden vectors hold.
public final class GoldenFrames {
    static final Bytes ID = Bytes.fromHex("00112233445566778899aabbccddeeff".repeat(2));
    private static final Bytes GRANT = Bytes.fromHex("0f".repeat(16));

    /// By the names that the vectors give them.
    public static final Map<String, Frame> ALL = Map.ofEntries(
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
            Map.entry("countersignature", new Frame.Countersignature(Bytes.of((byte) 2))),
            Map.entry("apply", new Frame.Apply("a", ID, "")),
            Map.entry("ticket", new Frame.Ticket(Bytes.of((byte) 3))),
            Map.entry("present", new Frame.Present(Bytes.of((byte) 3))),
            Map.entry("accepted", new Frame.Accepted()));

    private GoldenFrames() {}
}
