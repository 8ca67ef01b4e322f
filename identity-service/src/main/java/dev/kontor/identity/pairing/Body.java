package dev.kontor.identity.pairing;

import dev.kontor.wire.bytes.Bytes;
import java.time.Instant;

/// What one handshake message says. The numbers are the wire's and never change their meaning.
public sealed interface Body {
    int kind();

    /// The inviter shows itself and commits to a nonce that it keeps to itself for now.
    record Offer(Introduction introduction, Bytes commitment, Instant expiresAt) implements Body {
        public Offer {
            Limits.exactly(commitment, Limits.DIGEST_BYTES, "commitment");
        }

        @Override
        public int kind() {
            return 1;
        }
    }

    /// The invited site, after its admin's consent, shows itself and its nonce, and says which offer it means.
    record Acceptance(Introduction introduction, Bytes nonce, Bytes offerDigest) implements Body {
        public Acceptance {
            Limits.exactly(nonce, Limits.NONCE_BYTES, "nonce");
            Limits.exactly(offerDigest, Limits.DIGEST_BYTES, "offer digest");
        }

        @Override
        public int kind() {
            return 2;
        }
    }

    /// The inviter opens its commitment, so that the words can be read on both sides.
    record Reveal(Bytes nonce) implements Body {
        public Reveal {
            Limits.exactly(nonce, Limits.NONCE_BYTES, "nonce");
        }

        @Override
        public int kind() {
            return 3;
        }
    }

    /// The inviter's admin has approved. It repeats the nonce, so that a lost or late [Reveal] does no harm.
    record Confirmation(Bytes nonce, Bytes transcript) implements Body {
        public Confirmation {
            Limits.exactly(nonce, Limits.NONCE_BYTES, "nonce");
            Limits.exactly(transcript, Limits.DIGEST_BYTES, "transcript digest");
        }

        @Override
        public int kind() {
            return 4;
        }
    }

    /// The invited site is active too.
    record Completion(Bytes transcript) implements Body {
        public Completion {
            Limits.exactly(transcript, Limits.DIGEST_BYTES, "transcript digest");
        }

        @Override
        public int kind() {
            return 5;
        }
    }

    /// The sender's admin said no.
    record Rejection(String reason) implements Body, Farewell {
        public Rejection {
            Limits.reason(reason);
        }

        @Override
        public int kind() {
            return 6;
        }
    }

    /// The sender took back its own offer or acceptance, or it expired there.
    record Withdrawal(String reason) implements Body, Farewell {
        public Withdrawal {
            Limits.reason(reason);
        }

        @Override
        public int kind() {
            return 7;
        }
    }

    /// The sender has ended an active partnership.
    record Revocation(String reason) implements Body, Farewell {
        public Revocation {
            Limits.reason(reason);
        }

        @Override
        public int kind() {
            return 8;
        }
    }

    /// A message after which its sender never becomes active in this pairing.
    sealed interface Farewell permits Rejection, Withdrawal, Revocation {
        String reason();
    }
}
