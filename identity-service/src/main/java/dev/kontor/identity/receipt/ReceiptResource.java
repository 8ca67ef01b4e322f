package dev.kontor.identity.receipt;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.identity.log.SiteLog;
import dev.kontor.identity.partner.PartnerBook;
import dev.kontor.identity.site.OurSite;
import dev.kontor.kit.problem.ProblemException;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.Manifest;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.id.SnapshotId;
import dev.kontor.wire.receipt.Receipt;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.VerifyKey;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Stores receipts, each once.
@Path("/internal/receipts")
@RolesAllowed("transfer-service")
public class ReceiptResource {
    private final SiteLog log;
    private final ReceiptShelf shelf;
    private final OurSite site;

    ReceiptResource(SiteLog log, ReceiptShelf shelf, OurSite site) {
        this.log = log;
        this.shelf = shelf;
        this.site = site;
    }

    /// What transfer-service hands in.
    ///
    /// @param receipt the signed receipt
    /// @param countersignature the sender's signed countersignature; may be sent later, with the same receipt
    /// @param manifest of the snapshot, signed by its publisher; kept for evidence
    @RegisterForReflection
    record Deposit(
            @JsonProperty(value = "receipt", required = true)
            Bytes receipt,

            @JsonProperty("countersignature") @Nullable Bytes countersignature,
            @JsonProperty("manifest") @Nullable Bytes manifest) {}

    /// Storing the same receipt again changes nothing, but may add its countersignature.
    @POST
    public Uni<ReceiptStatus> store(@Nullable Deposit body) {
        Deposit deposit = ProblemException.requireBody(body);
        ReceiptCheck check = new ReceiptCheck(site.orgId(), site.siteId(), site.siteKey());
        Receipt claimed = Receipt.decode(SignedRecord.parse(deposit.receipt()).payload());
        SiteId other = check.otherSide(claimed)
                .orElseThrow(() -> ProblemException.invalid(
                        "receipt", "this site is neither the sender nor the receiver that the receipt names"));
        Optional<SignedRecord> manifest = manifest(deposit, claimed);
        return log.transact(session -> PartnerBook.siteKey(session, other)
                .map(key -> key.orElseThrow(
                        () -> ProblemException.invalid("receipt", "there was never a partner with the site " + other)))
                .chain(key -> store(session, sound(check, deposit, key), manifest))
                .map(ReceiptStatus::from));
    }

    private static ReceiptCheck.Sound sound(ReceiptCheck check, Deposit deposit, VerifyKey key) {
        return switch (check.check(deposit.receipt(), deposit.countersignature(), key)) {
            case ReceiptCheck.Sound sound -> sound;
            case ReceiptCheck.Unsound(String reason) ->
                throw ProblemException.invalid("receipt", "is no evidence: " + reason);
        };
    }

    private static Optional<SignedRecord> manifest(Deposit deposit, Receipt receipt) {
        if (deposit.manifest() == null) {
            return Optional.empty();
        }
        SignedRecord record = SignedRecord.parse(deposit.manifest());
        Manifest.verified(record);
        if (!SnapshotId.of(record).equals(receipt.snapshotId())) {
            throw ProblemException.invalid("manifest", "is not that of the snapshot in the receipt");
        }
        return Optional.of(record);
    }

    private Uni<StoredReceipt> store(
            Mutiny.Session session, ReceiptCheck.Sound sound, Optional<SignedRecord> manifest) {
        return manifest.map(record -> shelf.keepManifest(session, record))
                .orElseGet(() -> Uni.createFrom().voidItem())
                .chain(() -> shelf.store(session, sound));
    }
}
