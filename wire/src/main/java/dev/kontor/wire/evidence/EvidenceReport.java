package dev.kontor.wire.evidence;

import java.util.List;

/// What a container of evidence proves, in sentences.
///
/// @param proved what follows from the signatures and hashes in it
/// @param open what nobody should believe it to prove
/// @param wrong what contradicts it; empty when it holds
public record EvidenceReport(List<String> proved, List<String> open, List<String> wrong) {
    public EvidenceReport {
        proved = List.copyOf(proved);
        open = List.copyOf(open);
        wrong = List.copyOf(wrong);
    }

    /// Nothing is proved by a container in which anything is wrong.
    public boolean holds() {
        return wrong.isEmpty();
    }
}
