package dev.kontor.identity.partner;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.wire.bytes.Bytes;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A partner's organisation log, for admins: to help a partner that has lost its own, or to judge two of them.
///
/// @param log the encoded log that we hold
/// @param contrary the encoded log that contradicts it
/// @param place of the first entry that is another one in it
/// @param resolvedBy who decided which one holds
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record PartnerLogView(
        @JsonProperty("orgId") String orgId,
        @JsonProperty("log") Bytes log,
        @JsonProperty("contrary") @Nullable Bytes contrary,
        @JsonProperty("place") @Nullable Integer place,
        @JsonProperty("foundAt") @Nullable Instant foundAt,
        @JsonProperty("resolvedBy") @Nullable String resolvedBy) {
    static PartnerLogView of(StoredPairing row, @Nullable StoredFork fork) {
        return fork == null
                ? new PartnerLogView(row.orgId, row.orgLog, null, null, null, null)
                : new PartnerLogView(row.orgId, row.orgLog, fork.other, fork.place, fork.foundAt, fork.resolvedBy);
    }
}
