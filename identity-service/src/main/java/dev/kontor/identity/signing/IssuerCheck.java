package dev.kontor.identity.signing;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.content.Manifest;
import dev.kontor.wire.grant.Ticket;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.log.Checkpoint;
import dev.kontor.wire.receipt.Countersignature;
import dev.kontor.wire.receipt.Receipt;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.VerifyKey;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether a payload that another service wants signed speaks in our name and in nobody else's.
record IssuerCheck(OrgId organisation, SiteId site, VerifyKey siteKey) {
    private static final Set<RecordType> SIGNED_FOR_TRANSFER =
            EnumSet.of(RecordType.MANIFEST, RecordType.TICKET, RecordType.RECEIPT, RecordType.COUNTERSIGNATURE);

    static boolean mayAsk(RecordType type) {
        return SIGNED_FOR_TRANSFER.contains(type);
    }

    /// Why the payload must not be signed, or nothing.
    Optional<String> refusal(RecordType type, Bytes payload) {
        try {
            return switch (type) {
                case MANIFEST -> manifest(Manifest.decode(payload));
                case TICKET -> ticket(Ticket.decode(payload));
                case RECEIPT -> receipt(Receipt.decode(payload));
                case COUNTERSIGNATURE -> countersignature(Countersignature.decode(payload));
                default -> Optional.of("records of type " + type + " are not signed for other services");
            };
        } catch (MalformedException malformed) {
            return Optional.of("the payload is no " + type + ": " + malformed.getMessage());
        }
    }

    private Optional<String> manifest(Manifest manifest) {
        return ours(manifest.orgId(), manifest.siteId()) ? Optional.empty() : notOurs("publisher");
    }

    private Optional<String> ticket(Ticket ticket) {
        return ours(ticket.originOrg(), ticket.originSite()) ? Optional.empty() : notOurs("origin");
    }

    private Optional<String> receipt(Receipt receipt) {
        return ours(receipt.receiver().orgId(), receipt.receiver().siteId())
                ? held(receipt.checkpoint())
                : notOurs("receiver");
    }

    private Optional<String> countersignature(Countersignature countersignature) {
        return countersignature.sender().equals(site) ? held(countersignature.checkpoint()) : notOurs("sender");
    }

    private Optional<String> held(@Nullable SignedRecord checkpoint) {
        if (checkpoint == null) {
            return Optional.empty();
        }
        Checkpoint.verified(checkpoint, siteKey);
        return Optional.empty();
    }

    private boolean ours(OrgId issuerOrganisation, SiteId issuerSite) {
        return issuerOrganisation.equals(organisation) && issuerSite.equals(site);
    }

    private static Optional<String> notOurs(String field) {
        return Optional.of("the " + field + " that the payload names is not this site");
    }
}
