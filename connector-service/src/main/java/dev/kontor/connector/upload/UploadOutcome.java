package dev.kontor.connector.upload;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.kontor.connector.fetch.Validators;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What came of one upload.
public sealed interface UploadOutcome {
    /// transfer-service has the snapshot; `changed` tells whether it is a new one.
    record Published(Snapshot snapshot, Map<String, Validators> validators) implements UploadOutcome {}

    /// transfer-service does not know an entry that we called unchanged: ask the source for everything.
    record UnknownEntry() implements UploadOutcome {}

    /// transfer-service refused or could not be reached.
    record Refused(String reason, String detail) implements UploadOutcome {}

    /// transfer-service's answer, as far as it matters here.
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Snapshot(
            @Nullable String snapshotId, long sequence, long entries, long bytes, long newPieces, boolean changed) {}
}
