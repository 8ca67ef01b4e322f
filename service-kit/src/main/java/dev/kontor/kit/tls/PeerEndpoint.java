package dev.kontor.kit.tls;

import dev.kontor.kit.enrol.CertificateFiles;
import dev.kontor.kit.tls.PeerRefused.Reason;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/// One kind of connection between sites (a side, an ALPN, a set of pins). Secures a channel and tells who is there, or
/// closes it: a caller that waits for the future cannot forget a check. Follows renewals of our certificate by itself.
/// Thread-safe; the futures complete on the channel's event loop.
@SuppressWarnings("FutureReturnValueIgnored") // of listeners and of closing: the promise tells the caller all
public final class PeerEndpoint {
    /// The name of the SslHandler in the pipelines that are secured here.
    public static final String TLS = "kontor-tls";

    private static final Duration HANDSHAKE_DEADLINE = Duration.ofSeconds(10); // our choice
    private static final String[] PREFERRED = {KeyExchangeProbe.HYBRID, "x25519", "P-256"};
    private static final String[] REQUIRED = {KeyExchangeProbe.HYBRID};

    /// What does not change about an endpoint.
    record Setting(boolean server, String alpn, PeerTls.Hybrid hybrid) {}

    private record Loaded(FileTime since, SslContext context) {}

    private final Setting setting;
    private final CertificateFiles files;
    private final PeerTrust trust;
    private final MeterRegistry meters;
    private @Nullable Loaded loaded;

    PeerEndpoint(Setting setting, CertificateFiles files, PeerTrust trust, MeterRegistry meters) {
        if (setting.hybrid() == PeerTls.Hybrid.REQUIRED && !OpenSsl.isAvailable()) {
            throw new IllegalStateException("kontor.tls.hybrid is required, but this process has no TLS engine with "
                    + KeyExchangeProbe.HYBRID + " (BoringSSL is missing); run the JVM form or set it to preferred");
        }
        this.setting = setting;
        this.files = files;
        this.trust = trust;
        this.meters = meters;
    }

    /// Secures an accepted channel.
    public Future<PeerIdentity> secure(ChannelPipeline pipeline) {
        return secure(pipeline, context -> context.newHandler(pipeline.channel().alloc()));
    }

    /// Secures a channel that we opened.
    ///
    /// @param serverName what the other side's edge routes by: `data.<siteId>.kontor`
    public Future<PeerIdentity> secure(ChannelPipeline pipeline, String serverName) {
        return secure(pipeline, context -> context.newHandler(pipeline.channel().alloc(), serverName, 0));
    }

    private Future<PeerIdentity> secure(ChannelPipeline pipeline, Opening opening) {
        Promise<PeerIdentity> answer = pipeline.channel().eventLoop().newPromise();
        try {
            SslHandler tls = opening.of(context());
            tls.setHandshakeTimeoutMillis(HANDSHAKE_DEADLINE.toMillis());
            KeyExchangeProbe probe = new KeyExchangeProbe(setting.server());
            Quiet quiet = new Quiet();
            pipeline.addLast(probe).addLast(TLS, tls).addLast(quiet);
            tls.handshakeFuture().addListener(done -> {
                pipeline.remove(probe);
                finish(tls, probe.group(), done, answer);
                if (answer.isSuccess()) {
                    pipeline.remove(quiet);
                } else {
                    pipeline.channel().close();
                }
            });
        } catch (IOException unreadable) {
            refuse(PeerRefused.from(unreadable), answer);
            pipeline.channel().close();
        }
        return answer;
    }

    private void finish(SslHandler tls, String group, Future<?> handshake, Promise<PeerIdentity> answer) {
        if (!handshake.isSuccess()) {
            refuse(PeerRefused.from(handshake.cause()), answer);
            return;
        }
        try {
            answer.setSuccess(identify(tls, group));
        } catch (PeerRefused refused) {
            refuse(refused, answer);
        }
    }

    private PeerIdentity identify(SslHandler tls, String group) throws PeerRefused {
        if (!setting.alpn().equals(tls.applicationProtocol())) {
            throw new PeerRefused(
                    Reason.WRONG_PROTOCOL,
                    "%s is spoken here, not %s".formatted(setting.alpn(), tls.applicationProtocol()));
        }
        if (setting.hybrid() == PeerTls.Hybrid.REQUIRED && !group.equals(KeyExchangeProbe.HYBRID)) {
            throw new PeerRefused(Reason.NOT_HYBRID, "the key exchange was " + group);
        }
        try {
            Certificate[] chain = tls.engine().getSession().getPeerCertificates();
            return PeerTrust.identity(Arrays.copyOf(chain, chain.length, X509Certificate[].class))
                    .with(group);
        } catch (SSLPeerUnverifiedException nobody) {
            throw new PeerRefused(Reason.CHAIN_MALFORMED, "the peer showed no certificate");
        }
    }

    private void refuse(PeerRefused refused, Promise<PeerIdentity> answer) {
        meters.counter(
                        "kontor.peers.refused",
                        "reason",
                        refused.reason().slug(),
                        "protocol",
                        setting.alpn(),
                        "side",
                        setting.server() ? "server" : "client")
                .increment();
        answer.setFailure(refused);
    }

    private synchronized SslContext context() throws IOException {
        FileTime since = Files.getLastModifiedTime(files.certificate());
        if (loaded == null || !loaded.since().equals(since)) {
            loaded = new Loaded(since, build());
        }
        return loaded.context();
    }

    private SslContext build() throws IOException {
        SslContextBuilder builder = setting.server()
                ? SslContextBuilder.forServer(
                                files.certificate().toFile(), files.key().toFile())
                        .clientAuth(ClientAuth.REQUIRE)
                : SslContextBuilder.forClient()
                        .keyManager(files.certificate().toFile(), files.key().toFile());
        boolean boring = OpenSsl.isAvailable();
        if (boring) {
            builder.option(
                    OpenSslContextOption.GROUPS, setting.hybrid() == PeerTls.Hybrid.REQUIRED ? REQUIRED : PREFERRED);
        }
        return builder.sslProvider(boring ? SslProvider.OPENSSL : SslProvider.JDK)
                .protocols("TLSv1.3")
                .trustManager(trust)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        ApplicationProtocolConfig.Protocol.ALPN,
                        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                        setting.alpn()))
                .build();
    }

    /// Keeps what strangers do wrong in a handshake out of the log: it is counted, and the promise tells it.
    private static final class Quiet extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    @FunctionalInterface
    private interface Opening {
        SslHandler of(SslContext context);
    }
}
