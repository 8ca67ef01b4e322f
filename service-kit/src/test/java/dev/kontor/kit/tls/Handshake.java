package dev.kontor.kit.tls;

import dev.kontor.kit.enrol.CertificateFiles;
import dev.kontor.kit.tls.PeerRefused.Reason;
import dev.kontor.testkit.tls.TestAuthority;
import dev.kontor.testkit.tls.TestCertificate;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.SiteId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Two Netty channels on loopback that shake hands.
@SuppressWarnings("FutureReturnValueIgnored")
final class Handshake implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path directory;
    private final NioEventLoopGroup loops = new NioEventLoopGroup(2);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Map<String, Path> last = new HashMap<>();
    private int made;

    /// How a handshake ended on both sides.
    record Outcome(CompletableFuture<PeerIdentity> server, CompletableFuture<PeerIdentity> client) {
        PeerIdentity serverSaw() throws Exception {
            return server.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }

        PeerIdentity clientSaw() throws Exception {
            return client.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }

        Optional<Reason> serverRefused() {
            return refused(server);
        }

        Optional<Reason> clientRefused() {
            return refused(client);
        }
    }

    Handshake(Path directory) {
        this.directory = directory;
    }

    static TestAuthority authority() {
        byte[] id = new byte[SiteId.SIZE];
        RANDOM.nextBytes(id);
        return TestAuthority.of(new SiteId(Bytes.of(id)).toString());
    }

    static SiteId siteOf(TestAuthority authority) {
        return SiteId.parse(authority.siteId());
    }

    static Bytes pinOf(TestAuthority authority) {
        return PeerTrust.keyHash(authority.certificate());
    }

    PeerTls tls(TestCertificate certificate, PeerTls.Hybrid hybrid) {
        return tls("other", certificate, hybrid);
    }

    PeerTls tls(String side, TestCertificate certificate, PeerTls.Hybrid hybrid) {
        Path files = certificate.writeTo(directory.resolve(side + made++));
        last.put(side, files);
        return new PeerTls(new CertificateFiles(files), hybrid, meters, Clock.systemUTC());
    }

    Path lastDirectory(String side) {
        return last.getOrDefault(side, directory);
    }

    double refusals(String reason, String side) {
        return meters.find("kontor.peers.refused").tags("reason", reason, "side", side).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    Outcome between(PeerEndpoint server, PeerEndpoint client) throws Exception {
        CompletableFuture<PeerIdentity> serverSide = new CompletableFuture<>();
        CompletableFuture<PeerIdentity> clientSide = new CompletableFuture<>();
        connect(
                channel -> pass(server.secure(channel.pipeline()), serverSide),
                channel -> pass(client.secure(channel.pipeline(), "data.some-site.kontor"), clientSide));
        Outcome outcome = new Outcome(serverSide, clientSide);
        outcome.clientRefused();
        outcome.serverRefused();
        return outcome;
    }

    PeerIdentity withStockClient(PeerEndpoint server, TestCertificate certificate, SslProvider provider)
            throws Exception {
        return stockClient(server, certificate, provider).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    Reason refusalOfStockClient(PeerEndpoint server, TestCertificate certificate, SslProvider provider) {
        try {
            return refused(stockClient(server, certificate, provider)).orElseThrow();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private CompletableFuture<PeerIdentity> stockClient(
            PeerEndpoint server, TestCertificate certificate, SslProvider provider) throws Exception {
        SslContext stock = SslContextBuilder.forClient()
                .sslProvider(provider)
                .protocols("TLSv1.3")
                .keyManager(certificate.keys().getPrivate(), certificate.leaf(), certificate.authority())
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        ApplicationProtocolConfig.Protocol.ALPN,
                        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                        "kontor-data"))
                .build();
        CompletableFuture<PeerIdentity> serverSide = new CompletableFuture<>();
        connect(
                channel -> pass(server.secure(channel.pipeline()), serverSide),
                channel -> channel.pipeline().addLast(stock.newHandler(channel.alloc())));
        return serverSide;
    }

    private void connect(Consumer<Channel> onServer, Consumer<Channel> onClient) throws InterruptedException {
        Channel listener = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(initializer(onServer))
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
        new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .handler(initializer(onClient))
                .connect(listener.localAddress())
                .sync();
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private static ChannelInitializer<Channel> initializer(Consumer<Channel> initialize) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                initialize.accept(channel);
            }
        };
    }

    private static void pass(Future<PeerIdentity> from, CompletableFuture<PeerIdentity> to) {
        from.addListener(done -> {
            if (done.isSuccess()) {
                to.complete(from.getNow());
            } else {
                to.completeExceptionally(done.cause());
            }
        });
    }

    private static Optional<Reason> refused(CompletableFuture<PeerIdentity> side) {
        try {
            side.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return Optional.empty();
        } catch (ExecutionException failure) {
            return Optional.of(PeerRefused.from(failure).reason());
        } catch (Exception other) {
            throw new IllegalStateException("the handshake did not end", other);
        }
    }
}
