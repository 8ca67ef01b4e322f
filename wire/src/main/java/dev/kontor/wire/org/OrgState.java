package dev.kontor.wire.org;

import dev.kontor.wire.address.SiteName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.VerifyKey;
import java.time.Instant;
import java.util.List;

/// What an organisation's log says when it has been read to its head.
///
/// @param rootKeys any one of them speaks for the organisation
/// @param nextKeyCommitments SHA-256 of the keys that a rotation may bring in
/// @param active false after the organisation has ended
/// @param headDigest digest of the last signed record
/// @param headSeq place of the last record, 0 for the inception
/// @param headAt when the last record was made
public record OrgState(
        OrgId orgId,
        List<VerifyKey> rootKeys,
        List<Bytes> nextKeyCommitments,
        List<VerifyKey> sites,
        List<SiteName> names,
        boolean active,
        Bytes headDigest,
        long headSeq,
        Instant headAt) {
    public OrgState {
        rootKeys = List.copyOf(rootKeys);
        nextKeyCommitments = List.copyOf(nextKeyCommitments);
        sites = List.copyOf(sites);
        names = List.copyOf(names);
    }

    public boolean hasSite(SiteId siteId) {
        return sites.stream().anyMatch(key -> SiteId.of(key).equals(siteId));
    }

    /// Whether the record was signed by a root key of now.
    public boolean signed(SignedRecord record) {
        return rootKeys.stream().anyMatch(key -> record.verify(key, record.type()));
    }

    /// Where the next entry will hang.
    public LogEntry.Link next(Instant now) {
        return new LogEntry.Link(orgId, headSeq + 1, headDigest, now);
    }
}
