package dev.kontor.identity.receipt;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.receipt.Countersignature;
import dev.kontor.wire.receipt.Receipt;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.VerifyKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether a receipt is evidence: signed by its receiver, countersigned by its sender if at all, and one of the two
/// is us.
record ReceiptCheck(OrgId organisation, SiteId site, VerifyKey siteKey) {
    sealed interface Outcome permits Sound, Unsound {}

    record Sound(
            SignedRecord record,
            Receipt receipt,
            Direction direction,
            @Nullable Bytes countersignature) implements Outcome {}

    record Unsound(String reason) implements Outcome {}

    /// The site whose key is needed besides our own, when the receipt is about us at all.
    Optional<SiteId> otherSide(Receipt receipt) {
        return direction(receipt)
                .map(direction -> direction == Direction.RECEIVED
                        ? receipt.sender().siteId()
                        : receipt.receiver().siteId());
    }

    private Optional<Direction> direction(Receipt receipt) {
        if (receipt.receiver().equals(new Receipt.Party(organisation, site))) {
            return Optional.of(Direction.RECEIVED);
        }
        return receipt.sender().equals(new Receipt.Party(organisation, site))
                ? Optional.of(Direction.SENT)
                : Optional.empty();
    }

    /// Checks signatures and that they are about one transfer with us.
    ///
    /// @param otherKey the key of [#otherSide]
    Outcome check(Bytes encoded, @Nullable Bytes countersignature, VerifyKey otherKey) {
        try {
            SignedRecord record = SignedRecord.parse(encoded);
            Optional<Direction> direction = direction(Receipt.decode(record.payload()));
            if (direction.isEmpty()) {
                return new Unsound("this site is neither the sender nor the receiver");
            }
            boolean received = direction.get() == Direction.RECEIVED;
            Receipt receipt = Receipt.verified(record, received ? siteKey : otherKey);
            if (countersignature != null) {
                Countersignature.verified(SignedRecord.parse(countersignature), record, received ? otherKey : siteKey);
            }
            return new Sound(record, receipt, direction.get(), countersignature);
        } catch (MalformedException malformed) {
            return new Unsound(String.valueOf(malformed.getMessage()));
        }
    }
}
