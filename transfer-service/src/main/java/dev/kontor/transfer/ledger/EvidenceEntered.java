package dev.kontor.transfer.ledger;

import dev.kontor.wire.id.TransferId;

/// A transfer has both signatures now, and identity-service is to keep them.
public record EvidenceEntered(TransferId transfer) {}
