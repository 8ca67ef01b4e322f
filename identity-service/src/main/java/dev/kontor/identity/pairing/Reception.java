package dev.kontor.identity.pairing;

import dev.kontor.wire.id.PairingId;
import dev.kontor.wire.id.SiteId;
import java.util.Optional;

/// Decides which offers from strangers we remember at all, so that a flood of them costs a bounded amount of memory
/// and of our admin's patience.
public final class Reception {
    private Reception() {}

    /// What is pending now.
    ///
    /// @param asked offers that wait for our admin, from anybody
    /// @param askedByThisSite those of them from the site in question
    /// @param ourOffer our own open offer to that site
    public record Census(int asked, int askedByThisSite, Optional<PairingId> ourOffer) {}

    public sealed interface Admission {
        /// We remember the offer.
        ///
        /// @param withdraw our own offer to that site, which gives way
        record Admitted(Optional<PairingId> withdraw) implements Admission {}

        /// There is no room: they may try later.
        record Full(String reason) implements Admission {}

        record Ignored(String reason) implements Admission {}
    }

    /// When two sites invite each other at once, the offer with the smaller id stands on both sides.
    public static Admission admit(PairingId offer, Peer from, SiteId us, Census census) {
        if (from.site().equals(us)) {
            return new Admission.Ignored("an offer from ourselves");
        }
        if (census.askedByThisSite() >= Limits.MAX_ASKED_PER_SITE) {
            return new Admission.Full("the site has " + census.askedByThisSite() + " offers pending");
        }
        if (census.asked() >= Limits.MAX_ASKED) {
            return new Admission.Full(census.asked() + " offers are pending");
        }
        Optional<PairingId> ours = census.ourOffer();
        if (ours.isPresent() && ours.get().bytes().compareTo(offer.bytes()) < 0) {
            return new Admission.Ignored("our own offer to that site stands");
        }
        return new Admission.Admitted(ours);
    }
}
