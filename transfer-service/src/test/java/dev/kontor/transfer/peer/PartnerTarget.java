package dev.kontor.transfer.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.kit.tls.PeerIdentity;
import dev.kontor.testkit.fuzz.FuzzTarget;
import dev.kontor.transfer.frame.Frame;
import dev.kontor.transfer.frame.FrameCodec;
import dev.kontor.transfer.link.FrameReader;
import dev.kontor.transfer.link.Link;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.PieceHasher;
import dev.kontor.wire.content.PieceLeaves;
import dev.kontor.wire.id.SiteId;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.util.BitSet;
import java.util.List;

/// Everything that a partner may say to the asking end of a connection: it has been asked for the latest snapshot and
/// for two pieces, and answers with whatever bytes it likes.
public final class PartnerTarget implements FuzzTarget {
    private static final Bytes ID = Bytes.of(new byte[32]);
    private static final Bytes GRANT = Bytes.of(new byte[16]);
    private static final PeerIdentity PEER = new PeerIdentity(new SiteId(ID), ID, "transfer-service", "x25519");
    private static final int PIECE = 600;
    private static final Bytes BY_LEAVES = Bytes.of(new byte[PIECE]);
    private static final PieceLeaves LEAVES =
            new PieceHasher().update(BY_LEAVES.toBuffer()).finishLeaves();
    private static final long HEAD = 1;
    private static final long FETCH = 3;

    @Override
    public String name() {
        return "partner";
    }

    @Override
    public String what() {
        return "what a partner answers to HEAD and to FETCH of a piece and of another by its leaves, frame after frame";
    }

    @Override
    public List<byte[]> seeds() {
        Frame hello = new Frame.Hello(List.of(1), "k", 8, List.of());
        Frame current = new Frame.Current(GRANT, ID);
        Frame half = new Frame.Chunk(0, 0, Bytes.of(new byte[PIECE / 2]));
        Frame rest = new Frame.Chunk(0, PIECE / 2, Bytes.of(new byte[PIECE / 2]));
        return List.of(
                stream(0, hello, HEAD, current, FETCH, half, FETCH, rest, FETCH, new Frame.End(0, PIECE)),
                stream(0, hello, FETCH, half, FETCH, new Frame.Denied(0, "revoked", ""), FETCH, new Frame.Gone(1)),
                stream(
                        0,
                        hello,
                        FETCH,
                        new Frame.Leaves(1, PIECE, Bytes.concat(LEAVES.hashes())),
                        FETCH,
                        new Frame.Chunk(1, 0, BY_LEAVES),
                        FETCH,
                        new Frame.End(1, PIECE),
                        FETCH,
                        new Frame.Gone(0)),
                stream(0, hello, FETCH, new Frame.Missing(0, ""), FETCH, new Frame.Busy(1, 5), HEAD, current));
    }

    private static byte[] stream(Object... requestsAndFrames) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int i = 0; i < requestsAndFrames.length; i += 2) {
            long request = ((Number) requestsAndFrames[i]).longValue();
            stream.writeBytes(
                    FrameCodec.encode(request, (Frame) requestsAndFrames[i + 1]).toArray());
        }
        return stream.toByteArray();
    }

    @Override
    public boolean accepts(byte[] input) {
        EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
        PeerConnection connection = new PeerConnection(PEER, new Link(channel), "test");
        channel.pipeline().addLast(new FrameReader(connection));
        var _ = connection.greet();
        var answer = connection.ask(new Frame.Head("orders", Bytes.EMPTY, Bytes.EMPTY, 0, ""));
        Pieces pieces = new Pieces();
        connection.fetch(
                new Frame.Fetch(
                        "orders",
                        ID,
                        List.of(
                                Frame.Wanted.whole(ID),
                                new Frame.Wanted(LEAVES.id().bytes(), 0, 1)),
                        ""),
                pieces);
        channel.runPendingTasks();
        for (int at = 0; at < input.length && channel.isOpen(); at += 250) {
            channel.writeInbound(Unpooled.wrappedBuffer(input, at, Math.min(250, input.length - at)));
        }
        boolean stillOpen = channel.isOpen();
        channel.checkException();
        channel.finishAndReleaseAll();
        assertTrue(answer.isDone() && connection.closed().isDone(), "the connection is gone and nobody is told");
        assertTrue(pieces.lost || pieces.settled.cardinality() == 2, "pieces are neither here nor lost");
        return stillOpen;
    }

    /// Pieces come once each, whole, or not at all.
    private static final class Pieces implements PieceArrivals {
        private final BitSet settled = new BitSet();
        private boolean lost;

        @Override
        public int expected(int index) {
            return PIECE;
        }

        @Override
        public byte[] buffer(int length) {
            return new byte[length];
        }

        @Override
        public void onProgress(int bytes) {}

        @Override
        public void onPiece(int index, byte[] ciphertext, int length, boolean proven) {
            assertEquals(PIECE, length);
            assertEquals(index == 1, proven);
            assertTrue(!proven || Bytes.of(ciphertext).equals(BY_LEAVES), "proven, and not the piece");
            settle(index);
        }

        @Override
        public void onLie(int index, String reason) {
            settle(index);
        }

        @Override
        public void onStatus(int index, Frame.Status status, byte[] buffer) {
            settle(index);
        }

        private void settle(int index) {
            assertTrue(index >= 0 && index < 2 && !settled.get(index) && !lost, "a piece twice");
            settled.set(index);
        }

        @Override
        public void onLost(String reason, List<byte[]> buffers) {
            assertTrue(!lost, "lost twice");
            lost = true;
        }
    }
}
