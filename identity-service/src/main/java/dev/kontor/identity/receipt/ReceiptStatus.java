package dev.kontor.identity.receipt;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.GrantId;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.id.SnapshotId;
import dev.kontor.wire.id.TransferId;
import dev.kontor.wire.receipt.Receipt;
import dev.kontor.wire.sign.SignedRecord;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A receipt as an admin sees it.
///
/// @param receiptId digest of the signed receipt, hex
/// @param receipt the signed receipt
/// @param countersignature the sender's, when it is there
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReceiptStatus(
        @JsonProperty("receiptId") String receiptId,
        @JsonProperty("direction") Direction direction,
        @JsonProperty("transferId") TransferId transferId,
        @JsonProperty("snapshotId") SnapshotId snapshotId,
        @JsonProperty("namespace") String namespace,
        @JsonProperty("sender") Side sender,
        @JsonProperty("receiver") Side receiver,
        @JsonProperty("grantId") GrantId grantId,
        @JsonProperty("bytes") long bytes,
        @JsonProperty("pieces") int pieces,
        @JsonProperty("completedAt") Instant completedAt,
        @JsonProperty("storedAt") Instant storedAt,
        @JsonProperty("receipt") Bytes receipt,
        @JsonProperty("countersignature") @Nullable Bytes countersignature) {

    @RegisterForReflection
    record Side(
            @JsonProperty("orgId") OrgId orgId,
            @JsonProperty("siteId") SiteId siteId) {
        static Side from(Receipt.Party party) {
            return new Side(party.orgId(), party.siteId());
        }
    }

    static ReceiptStatus from(StoredReceipt row) {
        Receipt receipt = Receipt.decode(SignedRecord.parse(row.receipt).payload());
        return new ReceiptStatus(
                row.id,
                row.direction,
                receipt.transferId(),
                receipt.snapshotId(),
                receipt.namespace().text(),
                Side.from(receipt.sender()),
                Side.from(receipt.receiver()),
                receipt.grantId(),
                receipt.bytes(),
                receipt.pieces(),
                receipt.completedAt(),
                row.storedAt,
                row.receipt,
                row.countersignature);
    }
}
