package dev.kontor.gateway.world;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.kontor.kit.json.WireJson;
import dev.kontor.wire.address.EntryPath;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.descriptor.Descriptor;
import dev.kontor.wire.descriptor.Endpoint;
import dev.kontor.wire.descriptor.Membership;
import dev.kontor.wire.descriptor.Validity;
import dev.kontor.wire.event.GrantView;
import dev.kontor.wire.event.PartnerSite;
import dev.kontor.wire.event.PartnerState;
import dev.kontor.wire.event.PartnerView;
import dev.kontor.wire.event.Self;
import dev.kontor.wire.event.TrustView;
import dev.kontor.wire.grant.Audience;
import dev.kontor.wire.grant.Grant;
import dev.kontor.wire.grant.GrantAction;
import dev.kontor.wire.grant.Resource;
import dev.kontor.wire.id.GrantId;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.org.Endorsement;
import dev.kontor.wire.org.LogEntry;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.sign.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// The trust view of the tests: this site, and three partners. `mirror` is this very site under another
/// organisation, so that its gateway is the one under test; `offline` is active, but nobody answers there; `former`
/// is revoked.
final class Trusts {
    private final Instant now = Instant.now();

    private final SigningKey siteKey = key("site");
    private final Bytes caKeyHash;
    private final int edgePort;

    /// @param caKeyHash of the one authority that there is
    Trusts(Bytes caKeyHash, int edgePort) {
        this.caKeyHash = caKeyHash;
        this.edgePort = edgePort;
    }

    static SiteId ownSite() {
        return SiteId.of(key("site").verifyKey());
    }

    static OrgId org(String name) {
        return new OrgId(digest("org " + name));
    }

    String json() {
        TrustView view = new TrustView(
                1,
                new Self(org("acme"), ownSite(), caKeyHash, "acme-inc"),
                List.of(
                        partner("mirror", PartnerState.ACTIVE, siteKey, edgePort),
                        partner("offline", PartnerState.ACTIVE, key("offline"), 1),
                        partner("former", PartnerState.REVOKED, key("former"), 1)),
                List.of(grant(1, "invoices", ""), grant(2, "prices", ""), grant(3, "stock", "open")));
        return write(view);
    }

    private PartnerView partner(String name, PartnerState state, SigningKey key, int port) {
        PartnerSite site = new PartnerSite(SiteId.of(key.verifyKey()), caKeyHash, descriptor(name, key, port));
        return new PartnerView(org(name), name, state, List.of(site), now);
    }

    private Bytes descriptor(String name, SigningKey key, int port) {
        SigningKey root = key("root " + name);
        OrgLog log = OrgLog.begin(
                new LogEntry.Inception(
                        List.of(root.verifyKey()),
                        1,
                        List.of(key("next " + name).verifyKey().digest()),
                        now,
                        digest("nonce " + name).slice(0, 16)),
                root);
        Endorsement endorsement = new Endorsement(log.replay().orgId(), key.verifyKey(), now, 0);
        Descriptor descriptor = new Descriptor(
                key.verifyKey(),
                log.replay().orgId(),
                new Validity(1, now, now.plus(Duration.ofHours(24))),
                List.of(Endpoint.direct("127.0.0.1", port)),
                caKeyHash,
                List.of(),
                new Membership(
                        log.inception(), endorsement.sign(root), 0, log.replay().headDigest()),
                List.of());
        return descriptor.sign(key).encoded();
    }

    private GrantView grant(int number, String namespace, String prefix) {
        Grant grant = new Grant(
                new GrantId(digest("grant " + number).slice(0, 16)),
                org("acme"),
                ownSite(),
                new Resource(NamespaceName.parse(namespace), EntryPath.parse(prefix), null),
                new Audience.Organisation(org("mirror")),
                Set.of(GrantAction.LIST, GrantAction.READ),
                List.of(),
                0,
                now);
        return GrantView.of(grant.sign(siteKey), false);
    }

    private static String write(TrustView view) {
        try {
            return new ObjectMapper()
                    .registerModule(WireJson.module())
                    .registerModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .writeValueAsString(view);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static SigningKey key(String name) {
        return SigningKey.fromSeed(digest(name));
    }

    private static Bytes digest(String text) {
        return Bytes.of(Sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
