package dev.kontor.wire.event;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.grant.Constraint;
import dev.kontor.wire.grant.Grant;
import dev.kontor.wire.grant.GrantAction;
import dev.kontor.wire.id.GrantId;
import dev.kontor.wire.sign.SignedRecord;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A grant of ours as the other services need it. The fields but `record` and `revoked` are for people; decisions are
/// made by [#grant].
///
/// @param audience as [dev.kontor.wire.grant.Audience#text] writes it
/// @param notAfter when it ends, or null when it holds until it is revoked
/// @param record the signed grant
public record GrantView(
        GrantId grantId,
        String namespace,
        String pathPrefix,
        String audience,
        List<GrantAction> actions,
        Instant issuedAt,
        @Nullable Instant notAfter,
        boolean revoked,
        Bytes record) {
    public GrantView {
        actions = List.copyOf(actions);
    }

    public static GrantView of(SignedRecord record, boolean revoked) {
        Grant grant = Grant.decode(record.payload());
        return new GrantView(
                grant.grantId(),
                grant.resource().namespace().text(),
                grant.resource().pathPrefix().text(),
                grant.audience().text(),
                grant.actions().stream().sorted().toList(),
                grant.issuedAt(),
                grant.constraint(Constraint.NotAfter.class)
                        .map(Constraint.NotAfter::time)
                        .orElse(null),
                revoked,
                record.encoded());
    }

    /// The grant that the record holds. Its signature was checked by identity-service, which made the view.
    public Grant grant() {
        return Grant.decode(SignedRecord.parse(record).payload());
    }
}
