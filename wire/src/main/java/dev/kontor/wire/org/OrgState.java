package dev.kontor.wire.org;

import dev.kontor.wire.address.SiteName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.VerifyKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an organisation's log says when it has been read to its head.
///
/// @param domain the DNS domain that it says to be its own, null for none
/// @param active false after the organisation has ended
public record OrgState(
        OrgId orgId,
        Authority authority,
        List<VerifyKey> sites,
        List<SiteName> names,
        @Nullable SiteName domain,
        boolean active,
        Head head) {
    public OrgState {
        sites = List.copyOf(sites);
        names = List.copyOf(names);
    }

    /// Who speaks for the organisation, and who may take that over.
    ///
    /// @param threshold how many of the root keys speak for it
    /// @param nextKeyCommitments SHA-256 of the keys that a rotation may bring in
    /// @param nextThreshold how many of these a rotation takes
    public record Authority(
            List<VerifyKey> rootKeys, int threshold, List<Bytes> nextKeyCommitments, int nextThreshold) {
        public Authority {
            rootKeys = List.copyOf(rootKeys);
            nextKeyCommitments = List.copyOf(nextKeyCommitments);
        }
    }

    /// The last entry.
    ///
    /// @param digest of the signed record
    /// @param seq its place, 0 for the inception
    /// @param at when it was made
    public record Head(Bytes digest, long seq, Instant at) {}

    public List<VerifyKey> rootKeys() {
        return authority.rootKeys();
    }

    public List<Bytes> nextKeyCommitments() {
        return authority.nextKeyCommitments();
    }

    public Bytes headDigest() {
        return head.digest();
    }

    public long headSeq() {
        return head.seq();
    }

    public Instant headAt() {
        return head.at();
    }

    public boolean hasSite(SiteId siteId) {
        return siteKey(siteId).isPresent();
    }

    /// The key of a site of now.
    public Optional<VerifyKey> siteKey(SiteId siteId) {
        return sites.stream().filter(key -> SiteId.of(key).equals(siteId)).findFirst();
    }

    /// Whether the record was signed by a root key of now.
    public boolean signed(SignedRecord record) {
        return rootKeys().stream().anyMatch(key -> record.verify(key, record.type()));
    }

    /// Where the next entry will hang.
    public LogEntry.Link next(Instant now) {
        return new LogEntry.Link(orgId, headSeq() + 1, headDigest(), now);
    }

    OrgState with(Authority other) {
        return new OrgState(orgId, other, sites, names, domain, active, head);
    }

    OrgState with(List<VerifyKey> others) {
        return new OrgState(orgId, authority, others, names, domain, active, head);
    }

    OrgState named(List<SiteName> others) {
        return new OrgState(orgId, authority, sites, others, domain, active, head);
    }

    OrgState at(@Nullable SiteName other) {
        return new OrgState(orgId, authority, sites, names, other, active, head);
    }

    OrgState ended() {
        return new OrgState(orgId, authority, sites, names, domain, false, head);
    }

    OrgState to(Head next) {
        return new OrgState(orgId, authority, sites, names, domain, active, next);
    }
}
