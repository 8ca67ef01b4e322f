package dev.kontor.identity.receipt;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.wire.id.TransferId;
import io.quarkus.runtime.annotations.RegisterForReflection;

/// The event that a receipt was stored for the first time.
///
/// @param receiptId digest of the signed receipt, hex
@RegisterForReflection
record ReceiptStored(
        @JsonProperty("receiptId") String receiptId,
        @JsonProperty("transferId") TransferId transferId,
        @JsonProperty("direction") Direction direction) {
    static final String TYPE = "dev.kontor.receipt.stored";
}
