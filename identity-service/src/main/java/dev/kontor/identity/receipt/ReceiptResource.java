package dev.kontor.identity.receipt;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.identity.partner.PartnerBook;
import dev.kontor.identity.site.OurSite;
import dev.kontor.kit.bus.Outbox;
import dev.kontor.kit.problem.ProblemException;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.receipt.Receipt;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.VerifyKey;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.LockModeType;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Stores receipts, each once.
@Path("/internal/receipts")
@RolesAllowed("transfer-service")
public class ReceiptResource {
    private final Outbox outbox;
    private final OurSite site;
    private final Clock clock;

    ReceiptResource(Outbox outbox, OurSite site, Clock clock) {
        this.outbox = outbox;
        this.site = site;
        this.clock = clock;
    }

    /// What transfer-service hands in.
    ///
    /// @param receipt the signed receipt
    /// @param countersignature the sender's signed countersignature; may be sent later, with the same receipt
    @RegisterForReflection
    record Deposit(
            @JsonProperty(value = "receipt", required = true)
            Bytes receipt,

            @JsonProperty("countersignature") @Nullable Bytes countersignature) {}

    /// Storing the same receipt again changes nothing, but may add its countersignature.
    @POST
    public Uni<ReceiptStatus> store(@Nullable Deposit body) {
        Deposit deposit = ProblemException.requireBody(body);
        ReceiptCheck check = new ReceiptCheck(site.orgId(), site.siteId(), site.siteKey());
        Receipt claimed = Receipt.decode(SignedRecord.parse(deposit.receipt()).payload());
        SiteId other = check.otherSide(claimed)
                .orElseThrow(() -> ProblemException.invalid(
                        "receipt", "this site is neither the sender nor the receiver that the receipt names"));
        return outbox.transact(session -> PartnerBook.siteKey(session, other)
                .map(key -> key.orElseThrow(
                        () -> ProblemException.invalid("receipt", "there was never a partner with the site " + other)))
                .chain(key -> store(session, sound(check, deposit, key)))
                .map(ReceiptStatus::from));
    }

    private static ReceiptCheck.Sound sound(ReceiptCheck check, Deposit deposit, VerifyKey key) {
        return switch (check.check(deposit.receipt(), deposit.countersignature(), key)) {
            case ReceiptCheck.Sound sound -> sound;
            case ReceiptCheck.Unsound(String reason) ->
                throw ProblemException.invalid("receipt", "is no evidence: " + reason);
        };
    }

    private Uni<StoredReceipt> store(Mutiny.Session session, ReceiptCheck.Sound sound) {
        String id = sound.record().digest().hex();
        return session.find(StoredReceipt.class, id, LockModeType.PESSIMISTIC_WRITE)
                .chain(known -> known == null ? add(session, sound) : complete(known, sound));
    }

    private Uni<StoredReceipt> add(Mutiny.Session session, ReceiptCheck.Sound sound) {
        StoredReceipt row = new StoredReceipt(sound, clock.instant());
        ReceiptStored stored = new ReceiptStored(row.id, sound.receipt().transferId(), row.direction);
        return session.persist(row)
                .chain(() -> outbox.publish(session, ReceiptStored.TYPE, stored))
                .replaceWith(row);
    }

    private static Uni<StoredReceipt> complete(StoredReceipt known, ReceiptCheck.Sound sound) {
        if (known.countersignature == null) {
            known.countersignature = sound.countersignature();
        }
        return Uni.createFrom().item(known);
    }
}
