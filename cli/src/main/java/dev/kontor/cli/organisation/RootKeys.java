package dev.kontor.cli.organisation;

import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.exit.Failure;
import dev.kontor.wire.org.Endorsement;
import dev.kontor.wire.org.LogEntry;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.org.OrgState;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;
import dev.kontor.wire.sign.VerifyKey;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/// Root keys whose words were given, enough of them for what is to be signed.
record RootKeys(List<SigningKey> keys) {
    RootKeys {
        keys = List.copyOf(keys);
    }

    /// The keys that the log has committed to.
    static RootKeys onPaper(OrgState state, WordsOption words) {
        List<SigningKey> keys = words.keys(state.authority().nextThreshold());
        for (int i = 0; i < keys.size(); i++) {
            if (!state.nextKeyCommitments().contains(keys.get(i).verifyKey().digest())) {
                throw strange(
                        i, "The kit in force has other keys; compare the check words with kontor recovery status.");
            }
        }
        return new RootKeys(keys);
    }

    /// The keys that speak for the organisation now.
    static RootKeys ofNow(OrgState state, WordsOption words) {
        List<SigningKey> keys = words.keys(state.authority().threshold());
        for (int i = 0; i < keys.size(); i++) {
            if (!state.rootKeys().contains(keys.get(i).verifyKey())) {
                throw strange(i, "It is no root key of now. Keys of a kit sign once kontor recovery rotate was done.");
            }
        }
        return new RootKeys(keys);
    }

    private static Failure strange(int place, String remedy) {
        return new Failure(Exit.FAILED, "Key " + (place + 1) + " is not the organisation's.", remedy);
    }

    OrgLog rotate(OrgLog log, NewKit kit, Instant now) {
        OrgState state = log.replay();
        List<VerifyKey> roots = keys.stream().map(SigningKey::verifyKey).toList();
        return append(
                log,
                now,
                link -> new LogEntry.Rotate(
                        link, roots, state.authority().nextThreshold(), kit.commitments(), kit.needed()));
    }

    OrgLog append(OrgLog log, Instant now, Function<LogEntry.Link, LogEntry.Linked> entry) {
        OrgState state = log.replay();
        Instant at = now.isBefore(state.headAt()) ? state.headAt() : now;
        SigningKey[] others = keys.stream().skip(1).toArray(SigningKey[]::new);
        OrgLog longer = log.append(entry.apply(state.next(at)), keys.getFirst(), others);
        longer.replay();
        return longer;
    }

    SignedRecord endorse(OrgState state, VerifyKey site, Instant now) {
        return new Endorsement(state.orgId(), site, now, state.headSeq()).sign(keys.getFirst());
    }
}
