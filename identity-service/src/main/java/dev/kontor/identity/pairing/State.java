package dev.kontor.identity.pairing;

import java.util.EnumSet;
import java.util.Set;

/// Where a pairing stands on our side. A state's methods are the steps that may leave it.
///
/// ```text
///        inviter                                   invited
///
///       [Offered]  ───────── Offer ─────────►      [Asked]
///           │                                         │ accept
///           ▼      ◄────── Acceptance ───────         ▼
///  [AcceptedByThem] ──────── Reveal ────────►  [AcceptedByUs]     both read the same six words
///           │ approve                                 │ (approve)
///           ▼      ─────── Confirmation ────►         ▼
///       [Active]   ◄─────── Completion ──────      [Active]
///
///  any living state ── Rejection, Withdrawal, Revocation, expiry ──► [Rejected] [Withdrawn] [Revoked] [Expired]
/// ```
public sealed interface State {
    /// What our admin may do from here.
    Set<Command> allowed();

    default String label() {
        return getClass().getSimpleName();
    }

    default boolean living() {
        return !(this instanceof Ended);
    }

    /// We invited and wait for their admin.
    record Offered() implements State {
        AcceptedByThem toAcceptedByThem() {
            return new AcceptedByThem();
        }

        @Override
        public Set<Command> allowed() {
            return EnumSet.of(Command.WITHDRAW);
        }
    }

    /// They invited and wait for our admin.
    record Asked() implements State {
        AcceptedByUs toAcceptedByUs() {
            return new AcceptedByUs(false, false);
        }

        @Override
        public Set<Command> allowed() {
            return EnumSet.of(Command.ACCEPT, Command.REJECT);
        }
    }

    /// We invited, they accepted: our admin compares the words and approves.
    record AcceptedByThem() implements State {
        Active toActive() {
            return new Active(false);
        }

        @Override
        public Set<Command> allowed() {
            return EnumSet.of(Command.APPROVE, Command.REJECT, Command.WITHDRAW);
        }
    }

    /// They invited and we accepted: their admin compares the words.
    ///
    /// @param confirmed their confirmation is here
    /// @param approved our admin has compared the words too; only waited for when the policy asks both to compare
    record AcceptedByUs(boolean confirmed, boolean approved) implements State {
        AcceptedByUs withConfirmation() {
            return new AcceptedByUs(true, approved);
        }

        AcceptedByUs withApproval() {
            return new AcceptedByUs(confirmed, true);
        }

        Active toActive() {
            return new Active(true);
        }

        @Override
        public Set<Command> allowed() {
            return approved
                    ? EnumSet.of(Command.REJECT, Command.WITHDRAW)
                    : EnumSet.of(Command.APPROVE, Command.REJECT, Command.WITHDRAW);
        }
    }

    /// A partner.
    ///
    /// @param completed we know that the other side is active as well
    record Active(boolean completed) implements State {
        Active toCompleted() {
            return new Active(true);
        }

        @Override
        public Set<Command> allowed() {
            return EnumSet.of(Command.REVOKE);
        }
    }

    /// A state that is never left.
    sealed interface Ended extends State {
        @Override
        default Set<Command> allowed() {
            return EnumSet.noneOf(Command.class);
        }
    }

    record Rejected(Side by, String reason) implements Ended {}

    record Withdrawn(Side by, String reason) implements Ended {}

    record Expired() implements Ended {}

    record Revoked(Side by, String reason) implements Ended {}
}
