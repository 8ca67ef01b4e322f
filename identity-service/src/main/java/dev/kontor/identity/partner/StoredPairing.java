package dev.kontor.identity.partner;

import dev.kontor.identity.pairing.Introduction;
import dev.kontor.identity.pairing.Pairing;
import dev.kontor.identity.pairing.Peer;
import dev.kontor.identity.pairing.Role;
import dev.kontor.identity.pairing.Side;
import dev.kontor.identity.pairing.State;
import dev.kontor.identity.pairing.Transcript;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.descriptor.Descriptor;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.PairingId;
import dev.kontor.wire.id.SiteId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A row of the table `pairing`: a [Pairing] and our own name for the partner.
@Entity
@Table(name = "pairing")
class StoredPairing {
    /// The hash of no authority's key.
    private static final Bytes NOBODY = Bytes.of(new byte[Sha256.SIZE]);

    @Id
    String id;

    @Enumerated(EnumType.STRING)
    @Column(name = "role", nullable = false)
    Role role;

    @Column(name = "state", nullable = false)
    String state;

    @Column(name = "living", nullable = false)
    boolean living;

    @Enumerated(EnumType.STRING)
    @Column(name = "ended_by")
    @Nullable
    Side endedBy;

    @Column(name = "ended_reason")
    @Nullable
    String endedReason;

    @Column(name = "confirmed", nullable = false)
    boolean confirmed;

    @Column(name = "approved", nullable = false)
    boolean approved;

    @Column(name = "completed", nullable = false)
    boolean completed;

    @Column(name = "org_id", nullable = false)
    String orgId;

    @Column(name = "site_id", nullable = false)
    String siteId;

    @Column(name = "site_key", nullable = false)
    Bytes siteKey;

    @Column(name = "ca_key_hash", nullable = false)
    Bytes caKeyHash;

    @Column(name = "descriptor", nullable = false)
    Bytes descriptor;

    @Column(name = "org_log", nullable = false)
    Bytes orgLog;

    @Column(name = "suggested_name", nullable = false)
    String suggestedName;

    @Column(name = "petname")
    @Nullable
    String petname;

    @Column(name = "offer", nullable = false)
    Bytes offer;

    @Column(name = "acceptance", nullable = false)
    Bytes acceptance;

    @Column(name = "nonce", nullable = false)
    Bytes nonce;

    @Column(name = "deadline")
    @Nullable
    Instant deadline;

    @Column(name = "suspended_at")
    @Nullable
    Instant suspendedAt;

    @Column(name = "suspended_reason")
    @Nullable
    String suspendedReason;

    /// The site whose place this one has taken in the pairing.
    @Column(name = "moved_from")
    @Nullable
    String movedFrom;

    @Column(name = "created_at", nullable = false)
    Instant createdAt;

    @Column(name = "changed_at", nullable = false)
    Instant changedAt;

    /// For Hibernate.
    @SuppressWarnings("NullAway")
    protected StoredPairing() {}

    @SuppressWarnings("NullAway") // the other columns come from `remember`
    StoredPairing(Pairing pairing, Instant now) {
        this.id = pairing.id().toString();
        this.role = pairing.role();
        this.createdAt = now;
        remember(pairing, now);
    }

    /// Takes over what the engine has decided.
    final void remember(Pairing pairing, Instant now) {
        rememberPeer(pairing.peer());
        rememberState(pairing.state());
        offer = pairing.transcript().offer();
        acceptance = pairing.transcript().acceptance();
        nonce = pairing.transcript().nonce();
        deadline = pairing.deadline().equals(Pairing.NEVER) ? null : pairing.deadline();
        changedAt = now;
    }

    private void rememberPeer(Peer peer) {
        orgId = peer.organisation().toString();
        siteId = peer.site().toString();
        siteKey = peer.siteKey();
        caKeyHash = peer.caKeyHash();
        descriptor = peer.introduction().descriptor();
        orgLog = peer.introduction().log();
        suggestedName = peer.introduction().name();
    }

    private void rememberState(State next) {
        state = next.label();
        living = next.living();
        confirmed = next instanceof State.AcceptedByUs accepted && accepted.confirmed();
        approved = next instanceof State.AcceptedByUs accepted && accepted.approved();
        completed = next instanceof State.Active active && active.completed();
        switch (next) {
            case State.Rejected(Side by, String reason) -> rememberEnd(by, reason);
            case State.Withdrawn(Side by, String reason) -> rememberEnd(by, reason);
            case State.Revoked(Side by, String reason) -> rememberEnd(by, reason);
            case State.Expired _, State.Offered _, State.Asked _, State.Active _ -> {}
            case State.AcceptedByThem _, State.AcceptedByUs _ -> {}
        }
    }

    private void rememberEnd(Side by, String reason) {
        endedBy = by;
        endedReason = reason;
    }

    /// Ends without a word to the other side.
    void close(String reason, Instant now) {
        rememberState(new State.Revoked(Side.THEM, reason));
        suspendedAt = null;
        deadline = null;
        changedAt = now;
    }

    /// What stays of a site whose place another one takes, for evidence of what was exchanged with it.
    StoredPairing memory(PairingId under, String reason, Instant now) {
        StoredPairing copy = new StoredPairing(pairing(), now);
        copy.id = under.toString();
        copy.createdAt = createdAt;
        copy.petname = petname;
        copy.movedFrom = movedFrom;
        copy.close(reason, now);
        return copy;
    }

    /// The other side goes on from another site.
    void move(Descriptor to, Bytes signed, Instant now) {
        movedFrom = siteId;
        siteId = to.siteId().toString();
        siteKey = to.siteKey().raw();
        caKeyHash = to.caKeyHash();
        descriptor = signed;
        changedAt = now;
    }

    /// The other side goes on from a site that has not shown itself yet: the one of before is refused, and nobody can
    /// be
    /// the other until then. Its key is not taken from the log alone, which may name a key that is somebody else's.
    void await(Instant now) {
        caKeyHash = NOBODY;
        changedAt = now;
    }

    boolean awaited() {
        return caKeyHash.equals(NOBODY);
    }

    /// What the engine works on.
    Pairing pairing() {
        return new Pairing(
                PairingId.parse(id),
                role,
                new Peer(
                        OrgId.parse(orgId),
                        SiteId.parse(siteId),
                        siteKey,
                        caKeyHash,
                        new Introduction(descriptor, orgLog, suggestedName)),
                new Transcript(offer, acceptance, nonce),
                deadline == null ? Pairing.NEVER : deadline,
                state());
    }

    /// Whether the other side is a partner, and nothing holds that up.
    boolean inForce() {
        return state.equals("Active") && suspendedAt == null;
    }

    boolean suspended() {
        return state.equals("Active") && suspendedAt != null;
    }

    /// How we call the other side, as well as we can.
    String name() {
        if (petname != null) {
            return petname;
        }
        return suggestedName.isEmpty() ? orgId : suggestedName;
    }

    boolean known(String key) {
        return key.equals(petname) || key.equals(orgId) || key.equals(siteId) || key.equals(id);
    }

    private State state() {
        Side by = endedBy == null ? Side.THEM : endedBy;
        String reason = endedReason == null ? "" : endedReason;
        return switch (state) {
            case "Offered" -> new State.Offered();
            case "Asked" -> new State.Asked();
            case "AcceptedByThem" -> new State.AcceptedByThem();
            case "AcceptedByUs" -> new State.AcceptedByUs(confirmed, approved);
            case "Active" -> new State.Active(completed);
            case "Rejected" -> new State.Rejected(by, reason);
            case "Withdrawn" -> new State.Withdrawn(by, reason);
            case "Expired" -> new State.Expired();
            case "Revoked" -> new State.Revoked(by, reason);
            default -> throw new IllegalStateException("pairing " + id + " is in unknown state " + state);
        };
    }
}
