package dev.kontor.gateway.edge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kontor.gateway.hello.Route;
import dev.kontor.kit.enrol.CertificateFiles;
import dev.kontor.kit.tls.PeerEndpoint;
import dev.kontor.kit.tls.PeerIdentity;
import dev.kontor.kit.tls.PeerPins;
import dev.kontor.kit.tls.PeerTls;
import dev.kontor.testkit.Generator;
import dev.kontor.testkit.tls.TestAuthority;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.id.SiteId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.Future;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two sites that speak TLS with each other through the edge, which only sees their first flight.
@Timeout(60)
@SuppressWarnings("FutureReturnValueIgnored")
class SplicedTlsTest {
    private static final SiteId SITE = SiteId.parse(Edge.SITE);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private final EventLoopGroup loops = new NioEventLoopGroup(2);

    @AfterEach
    void close() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void spliceHybridTlsBothWaysWithoutTouchingIt() throws Exception {
        TestAuthority authority = TestAuthority.of(SITE.toString());
        authority.issue("transfer-service", "data." + SITE + ".kontor").writeTo(directory);
        PeerTls tls = new PeerTls(
                new CertificateFiles(directory), PeerTls.Hybrid.REQUIRED, new SimpleMeterRegistry(), Clock.systemUTC());
        Bytes pin =
                Bytes.of(Sha256.digest(authority.certificate().getPublicKey().getEncoded()));
        PeerPins pins = PeerPins.only(SITE, pin);
        byte[] sent = Generator.seeded(8).bytes(6_000_000);
        Collector back = new Collector(sent.length);
        try (Edge edge = Edge.open(true)) {
            edge.dataPort.close();
            Channel dataPort =
                    echo(tls.server(pins, "kontor-data"), (InetSocketAddress) edge.dataPort.getLocalSocketAddress());
            CompletableFuture<PeerIdentity> peer = new CompletableFuture<>();
            connect(edge, tls.client(pins, "kontor-data"), peer, sent, back);
            assertEquals("X25519MLKEM768", peer.get(20, TimeUnit.SECONDS).group());
            assertEquals(new Route.DataPort(), edge.next());
            assertArrayEquals(sent, back.whole.get(40, TimeUnit.SECONDS));
            dataPort.close().syncUninterruptibly();
        }
    }

    private Channel echo(PeerEndpoint endpoint, InetSocketAddress at) {
        return new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        endpoint.secure(channel.pipeline());
                        channel.pipeline().addLast(new Echo());
                    }
                })
                .bind(at)
                .syncUninterruptibly()
                .channel();
    }

    private void connect(
            Edge edge, PeerEndpoint endpoint, CompletableFuture<PeerIdentity> peer, byte[] sent, Collector back) {
        new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        endpoint.secure(channel.pipeline(), "data." + SITE + ".kontor")
                                .addListener((Future<PeerIdentity> secured) -> {
                                    channel.pipeline().addLast(back);
                                    channel.writeAndFlush(Unpooled.wrappedBuffer(sent));
                                    peer.complete(secured.getNow());
                                });
                    }
                })
                .connect(edge.address());
    }

    private static final class Collector extends SimpleChannelInboundHandler<ByteBuf> {
        private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
        private final ByteArrayOutputStream got = new ByteArrayOutputStream();
        private final int length;

        Collector(int length) {
            this.length = length;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf part) {
            byte[] bytes = new byte[part.readableBytes()];
            part.readBytes(bytes);
            got.writeBytes(bytes);
            if (got.size() >= length) {
                whole.complete(got.toByteArray());
            }
        }
    }
}
