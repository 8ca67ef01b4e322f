package dev.kontor.identity.grant;

import dev.kontor.identity.audit.Audit;
import dev.kontor.identity.site.OurSite;
import dev.kontor.wire.grant.Revocation;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.log.LogLeaf;
import dev.kontor.wire.sign.SignedRecord;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/// Begins and ends grants in the site's log, each with a signed record.
@ApplicationScoped
public class Endings {
    private final OurSite site;
    private final Audit audit;

    Endings(OurSite site, Audit audit) {
        this.site = site;
        this.audit = audit;
    }

    /// A grant that was just signed.
    public Uni<Void> begin(Mutiny.Session session, IssuedGrant row) {
        return audit.keep(
                session,
                LogLeaf.Kind.GRANT,
                row.issuedAt(),
                row.record(),
                row.grantId().toString());
    }

    /// Ends a grant.
    ///
    /// @return the signed revocation
    public Uni<SignedRecord> end(Mutiny.Session session, IssuedGrant row, String actor, Instant now) {
        SignedRecord signed = revocation(row, now);
        row.revoke(actor, now, signed);
        return audit.keep(
                        session,
                        LogLeaf.Kind.REVOCATION,
                        now,
                        signed,
                        row.grantId().toString())
                .replaceWith(signed);
    }

    /// Ends everything that the organisation was granted: who becomes a partner again starts with nothing.
    public Uni<Void> endAll(Mutiny.Session session, OrgId organisation, String actor, Instant now) {
        return GrantLedger.unended(session, organisation).chain(rows -> {
            Uni<Void> all = Uni.createFrom().voidItem();
            for (IssuedGrant row : rows) {
                all = all.chain(() -> end(session, row, actor, now).replaceWithVoid());
            }
            return all;
        });
    }

    /// Gives grants and revocations of older databases their leaves.
    ///
    /// @return how many; none when all have theirs
    public Uni<Integer> catchUp(Mutiny.Session session, int most) {
        return GrantLedger.withoutLeaf(session, most)
                .chain(rows -> each(session, rows).replaceWith(rows.size()))
                .chain(begun -> GrantLedger.endedWithoutLeaf(session, most)
                        .chain(rows -> eachEnd(session, rows).replaceWith(begun + rows.size())));
    }

    private Uni<Void> each(Mutiny.Session session, List<IssuedGrant> rows) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (IssuedGrant row : rows) {
            all = all.chain(() -> begin(session, row));
        }
        return all;
    }

    private Uni<Void> eachEnd(Mutiny.Session session, List<IssuedGrant> rows) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (IssuedGrant row : rows) {
            Instant at = row.revokedAt();
            if (at != null) {
                SignedRecord signed = revocation(row, at);
                row.remember(signed);
                String id = row.grantId().toString();
                all = all.chain(() -> audit.keep(session, LogLeaf.Kind.REVOCATION, at, signed, id));
            }
        }
        return all;
    }

    private SignedRecord revocation(IssuedGrant row, Instant at) {
        return site.sign(Revocation.TYPE, new Revocation(row.grantId(), site.siteId(), at, "").encode());
    }
}
