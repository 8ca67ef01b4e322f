package dev.kontor.transfer.site;

import dev.kontor.transfer.site.IdentityService.HpkeKeyFacts;
import dev.kontor.transfer.site.IdentityService.SignedReceipt;
import dev.kontor.transfer.site.IdentityService.SiteFacts;
import dev.kontor.transfer.site.IdentityService.ToOpen;
import dev.kontor.transfer.site.IdentityService.ToSign;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.crypto.Hpke;
import dev.kontor.wire.crypto.HpkePublicKey;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.VerifyKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Our site: its ids, and what only identity-service can do for it. Every method may block on the first call, those
/// that sign and open on each. Safe for use by any thread.
@ApplicationScoped
public class OwnSite {
    private static final Logger LOG = Logger.getLogger(OwnSite.class);

    private final IdentityService identity;
    private volatile @Nullable SiteFacts facts;

    OwnSite(@RestClient IdentityService identity) {
        this.identity = identity;
    }

    public OrgId orgId() {
        return facts().orgId();
    }

    public SiteId siteId() {
        return facts().siteId();
    }

    public VerifyKey siteKey() {
        return new VerifyKey(facts().siteKey());
    }

    /// Signs a payload with the site's key; identity-service checks that it speaks in our name.
    public SignedRecord sign(RecordType type, Bytes payload) {
        String name = type.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return SignedRecord.parse(identity.sign(new ToSign(name, payload)).record());
    }

    /// Seals a secret so that only our identity-service opens it. The key is asked for each time: it may have been
    /// rotated.
    public SealedKey seal(Bytes purpose, Bytes aad, Bytes secret) {
        HpkeKeyFacts newest = identity.site().hpkeKeys().getFirst();
        HpkePublicKey key = new HpkePublicKey(newest.publicKey());
        return new SealedKey(newest.keyId(), Hpke.seal(key, purpose, aad, secret));
    }

    /// Opens what was sealed to one of our keys for this purpose.
    public Bytes open(SealedKey key, Bytes purpose, Bytes aad) {
        return identity.open(
                        new ToOpen(key.keyId(), key.sealed().enc(), key.sealed().ciphertext(), purpose, aad))
                .plaintext();
    }

    /// The newest signed head of our log, for a receipt to carry. Empty when identity-service gives none: a receipt
    /// without is better than none.
    public Optional<SignedRecord> checkpoint() {
        try {
            return Optional.of(SignedRecord.parse(identity.checkpoint().record()));
        } catch (WebApplicationException | ProcessingException | MalformedException none) {
            LOG.debugf("no checkpoint reason=%s", none.getMessage());
            return Optional.empty();
        }
    }

    /// Hands evidence to identity-service, which keeps it; again and again is the same as once.
    ///
    /// @param manifest of the snapshot, while it is here
    public void keepReceipt(
            SignedRecord receipt, Optional<SignedRecord> countersignature, Optional<SignedRecord> manifest) {
        identity.keepReceipt(new SignedReceipt(
                receipt.encoded(),
                countersignature.map(SignedRecord::encoded).orElse(null),
                manifest.map(SignedRecord::encoded).orElse(null)));
    }

    private SiteFacts facts() {
        SiteFacts known = facts;
        if (known == null) {
            known = identity.site();
            facts = known;
        }
        return known;
    }
}
