package dev.kontor.gateway.control;

import dev.kontor.gateway.edge.Terminator;
import dev.kontor.gateway.hello.ClientHello;
import dev.kontor.gateway.refusal.RefusalLog;
import dev.kontor.kit.tls.PeerEndpoint;
import dev.kontor.kit.tls.PeerIdentity;
import dev.kontor.kit.tls.PeerTls;
import dev.kontor.kit.trust.TrustProjection;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetSocketAddress;

/// Terminates TLS on a connection for this site's control API and puts HTTP/1.1 with strict limits on top. Which
/// door it is, the ALPN says: `kontor-pair` for strangers, `http/1.1` for partners whose authority is pinned.
@ApplicationScoped
public class ControlApi implements Terminator {
    static final String PAIRING = "kontor-pair";
    static final String PARTNER = "http/1.1";

    // Our choice.
    private static final int MAX_LINE = 4096;
    private static final int MAX_HEADERS = 8192;
    private static final int MAX_CHUNK = 16 * 1024;
    private static final int MAX_BODY = 80 * 1024;
    private static final int IDLE_SECONDS = 60;

    private final Vertx vertx;
    private final PeerEndpoint strangers;
    private final PeerEndpoint partners;
    private final PairingDesk pairing;
    private final PartnerDesk partner;
    private final RefusalLog refusals;

    ControlApi(
            Vertx vertx,
            PeerTls tls,
            TrustProjection trust,
            PairingDesk pairing,
            PartnerDesk partner,
            RefusalLog refusals) {
        this.vertx = vertx;
        this.strangers = tls.serverForStrangers(PAIRING);
        this.partners = tls.server(trust::pinOf, PARTNER);
        this.pairing = pairing;
        this.partner = partner;
        this.refusals = refusals;
    }

    @Override
    public void terminate(Channel channel, ClientHello hello) {
        boolean stranger = hello.protocols().contains(PAIRING);
        PeerEndpoint endpoint = stranger ? strangers : partners;
        Desk desk = stranger ? pairing : partner;
        endpoint.secure(channel.pipeline()).addListener((Future<PeerIdentity> secured) -> {
            if (secured.isSuccess()) {
                serve(channel, secured.getNow(), desk);
            } else {
                String door = stranger ? "pairing" : "partner";
                refusals.add(
                        door,
                        address(channel),
                        "handshake",
                        "peer-refused",
                        String.valueOf(secured.cause().getMessage()));
            }
        });
    }

    private void serve(Channel channel, PeerIdentity peer, Desk desk) {
        channel.pipeline()
                .addLast(new HttpServerCodec(MAX_LINE, MAX_HEADERS, MAX_CHUNK))
                .addLast(new HttpObjectAggregator(MAX_BODY, true))
                .addLast(new IdleStateHandler(0, 0, IDLE_SECONDS))
                .addLast(new ControlSession(vertx, peer, desk));
    }

    private static String address(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress from
                ? from.getAddress().getHostAddress()
                : "unknown";
    }
}
