package dev.kontor.transfer.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.kit.tls.PeerPins;
import dev.kontor.transfer.download.WantedPiece;
import dev.kontor.transfer.frame.FailureCode;
import dev.kontor.transfer.frame.Frame;
import dev.kontor.transfer.frame.FrameLimits;
import dev.kontor.transfer.link.ChunkTarget;
import dev.kontor.transfer.link.FrameReader;
import dev.kontor.transfer.link.Link;
import dev.kontor.transfer.link.LinkListener;
import dev.kontor.transfer.peer.PeerConnection;
import dev.kontor.transfer.rig.DataPortRig;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.ContentLimits;
import dev.kontor.wire.content.PieceLeaves;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A data port against a client that says whatever it likes, over real TLS.
@Timeout(60)
class DataPortTest {
    private static final Frame HELLO = new Frame.Hello(List.of(1), "test", 128, List.of());
    private static final Bytes SNAPSHOT = Bytes.of(new byte[32]);

    @TempDir
    private Path folder;

    private DataPortRig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new DataPortRig(folder, new PortLimits(100, 3, Duration.ofMillis(700), Duration.ofSeconds(60)));
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    /// A client without manners: sends raw bytes, remembers what came.
    private final class Client implements LinkListener {
        private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
        private final ByteArrayOutputStream data = new ByteArrayOutputStream();
        private final CompletableFuture<String> closed = new CompletableFuture<>();
        private final Link link;
        private final Channel channel;

        Client() throws Exception {
            CompletableFuture<Void> secured = new CompletableFuture<>();
            channel = new Bootstrap()
                    .group(rig.transport().loops())
                    .channelFactory(rig.transport().client())
                    .handler(new ChannelInitializer<SocketChannel>() {
                        @Override
                        protected void initChannel(SocketChannel opening) {
                            var _ = rig.receiver
                                    .tls()
                                    .client(PeerPins.only(rig.sender.siteId(), rig.sender.caKeyHash()), DataPort.ALPN)
                                    .secure(opening.pipeline(), "data." + rig.sender.siteId() + ".kontor")
                                    .addListener(done -> {
                                        opening.pipeline().addLast(new FrameReader(Client.this));
                                        secured.complete(null);
                                    });
                        }
                    })
                    .connect(rig.endpoint().host(), rig.endpoint().port())
                    .sync()
                    .channel();
            secured.get(10, TimeUnit.SECONDS);
            link = new Link(channel);
        }

        void raw(String hex) {
            var _ = channel.writeAndFlush(
                    Unpooled.wrappedBuffer(Bytes.fromHex(hex).toArray()));
        }

        Frame next() throws InterruptedException {
            Frame frame = frames.poll(20, TimeUnit.SECONDS);
            assertTrue(frame != null, "nothing came");
            return frame;
        }

        @Override
        public void onFrame(long request, Frame frame) {
            frames.add(frame);
        }

        @Override
        public ChunkTarget onChunk(long request, int index, long offset, int length) {
            return (ByteBuf from, int count) -> {
                byte[] bytes = new byte[count];
                from.readBytes(bytes);
                data.writeBytes(bytes);
            };
        }

        @Override
        public void onClosed(String reason) {
            closed.complete(reason);
        }
    }

    private static FailureCode failure(Client client) throws Exception {
        FailureCode code = assertInstanceOf(Frame.Failure.class, client.next()).code();
        client.closed.get(20, TimeUnit.SECONDS);
        return code;
    }

    @Test
    void greetsAndAnswersPing() throws Exception {
        Client client = new Client();
        client.link.send(0, HELLO);
        assertEquals(
                FrameLimits.MAX_OUTSTANDING,
                assertInstanceOf(Frame.Hello.class, client.next()).outstanding());
        client.link.send(7, new Frame.Ping());
        assertEquals(new Frame.Pong(), client.next());
    }

    @Test
    void cutsOffWhoDoesNotGreet() throws Exception {
        assertEquals(FailureCode.LIMIT, failure(new Client()));
        Client early = new Client();
        early.link.send(1, new Frame.Head("a", Bytes.EMPTY, Bytes.EMPTY, 0, ""));
        assertEquals(FailureCode.PROTOCOL, failure(early));
    }

    @Test
    void refusesAnUnknownVersion() throws Exception {
        Client client = new Client();
        client.link.send(0, new Frame.Hello(List.of(2, 3), "test", 128, List.of()));
        assertEquals(FailureCode.VERSION, failure(client));
    }

    @Test
    void refusesMalformedFramesOneByOne() throws Exception {
        String unknownType = "00000006" + "7f" + "00000001" + "80";
        String tooShort = "00000004" + "02" + "00000001";
        String endless = "ffffffff" + "10" + "00000001";
        String trailing = "00000007" + "02" + "00000001" + "8000";
        String data = "0000000c" + "21" + "00000001" + "0000" + "00000000" + "aa";
        String wrongWay = "00000008" + "22" + "00000001" + "820000";
        for (String hex : new String[] {unknownType, tooShort, endless, trailing, data, wrongWay}) {
            Client client = new Client();
            client.link.send(0, HELLO);
            assertInstanceOf(Frame.Hello.class, client.next());
            client.raw(hex);
            assertEquals(FailureCode.PROTOCOL, failure(client), hex);
        }
    }

    @Test
    void refusesMoreConnectionsThanASiteMayHave() throws Exception {
        List<PeerConnection> connections = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            connections.add(rig.connect().join());
        }
        assertThrows(CompletionException.class, () -> rig.connect().join());
        connections.getFirst().close();
        connections.getFirst().closed().get(10, TimeUnit.SECONDS);
        connections.set(0, retry());
        connections.forEach(PeerConnection::close);
    }

    private PeerConnection retry() {
        for (int attempt = 0; attempt < 20; attempt++) {
            try {
                return rig.connect().join();
            } catch (CompletionException notYet) {
                // The port hears of the end a moment later than we do.
                Thread.onSpinWait();
            }
        }
        throw new AssertionError("the place of a closed connection stays taken");
    }

    @Test
    void sendsALeafRangeThatCanBeVerifiedAsItComes() throws Exception {
        WantedPiece piece = rig.fill(1, 100_000, 1).getFirst();
        Client client = new Client();
        client.link.send(0, HELLO);
        assertInstanceOf(Frame.Hello.class, client.next());
        Frame.Wanted range = new Frame.Wanted(piece.id().bytes(), 2, 3);
        client.link.send(3, new Frame.Fetch("a", SNAPSHOT, List.of(range), ""));
        Frame.Leaves leaves = assertInstanceOf(Frame.Leaves.class, client.next());
        assertEquals(100_016, leaves.length());
        List<Bytes> hashes = new ArrayList<>();
        for (int at = 0; at < leaves.hashes().size(); at += 32) {
            hashes.add(leaves.hashes().slice(at, 32));
        }
        PieceLeaves verified = new PieceLeaves(hashes);
        assertEquals(piece.id(), verified.id());
        assertEquals(new Frame.End(0, 3L * ContentLimits.LEAF), client.next());
        byte[] bytes = client.data.toByteArray();
        assertEquals(3 * ContentLimits.LEAF, bytes.length);
        for (int leaf = 0; leaf < 3; leaf++) {
            assertTrue(
                    verified.verify(2 + leaf, ByteBuffer.wrap(bytes, leaf * ContentLimits.LEAF, ContentLimits.LEAF)));
        }
    }

    @Test
    void tellsWhatItDoesNotHave() throws Exception {
        Client client = new Client();
        client.link.send(0, HELLO);
        assertInstanceOf(Frame.Hello.class, client.next());
        client.link.send(3, new Frame.Fetch("a", SNAPSHOT, List.of(Frame.Wanted.whole(SNAPSHOT)), ""));
        assertInstanceOf(Frame.Missing.class, client.next());
        WantedPiece piece = rig.fill(1, 100, 1).getFirst();
        Frame.Wanted behind = new Frame.Wanted(piece.id().bytes(), 9, 1);
        client.link.send(5, new Frame.Fetch("a", SNAPSHOT, List.of(behind), ""));
        assertEquals(new Frame.Missing(0, "no such leaf"), client.next());
    }

    @Test
    void answersBusyWhenMoreIsAskedThanAConnectionMayOwe() throws Exception {
        List<WantedPiece> pieces = rig.fill(64, 200_000, 1);
        Client client = new Client();
        client.link.send(0, HELLO);
        assertInstanceOf(Frame.Hello.class, client.next());
        client.link.reading(false);
        List<Frame.Wanted> wanted = pieces.stream()
                .map(piece -> Frame.Wanted.whole(piece.id().bytes()))
                .toList();
        for (int request = 1; request < 12; request += 2) {
            client.link.send(request, new Frame.Fetch("a", SNAPSHOT, wanted, ""));
        }
        client.link.reading(true);
        int busy = 0;
        for (int i = 0; i < 6 * 64; i++) {
            busy += client.next() instanceof Frame.Busy ? 1 : 0;
        }
        assertTrue(busy > 0, "everything was promised");
        assertEquals((6L * 64 - busy) * 200_016, client.data.size());
    }
}
