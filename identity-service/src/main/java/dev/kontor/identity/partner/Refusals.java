package dev.kontor.identity.partner;

import dev.kontor.identity.pairing.Command;
import dev.kontor.identity.pairing.State;
import dev.kontor.kit.problem.ProblemException;
import dev.kontor.kit.problem.ProblemType;
import java.util.List;
import java.util.Map;

/// What an admin is told when something about a partner does not go.
final class Refusals {
    private static final int LONGEST_QUOTE = 80;

    private Refusals() {}

    static ProblemException wrongState(StoredPairing row, State state, Command command, String why) {
        List<String> allowed = state.allowed().stream().map(Command::toString).toList();
        String detail = "Cannot " + command + " the partner " + row.name() + ": it is in the state "
                + PartnerStates.of(state) + (why.isEmpty() ? "" : ", " + why) + ". "
                + (allowed.isEmpty()
                        ? "Nothing more can be done with this pairing; invite the partner anew."
                        : "Allowed now: " + String.join(", ", allowed) + ".");
        return ProblemType.WRONG_STATE.because(
                detail, Map.of("state", PartnerStates.of(state).name(), "allowed", allowed, "pairing", row.id));
    }

    static ProblemException unknown(String key) {
        String printable = key.replaceAll("\\p{Cntrl}", "?");
        String quoted = printable.length() <= LONGEST_QUOTE ? printable : printable.substring(0, LONGEST_QUOTE) + "…";
        return ProblemType.NOT_FOUND.because("No pairing has the id, petname, organisation or site \"" + quoted
                + "\". GET /api/v1/partners lists all there are.");
    }

    static ProblemException alreadyOpen(StoredPairing row) {
        State state = row.pairing().state();
        List<String> allowed = state.allowed().stream().map(Command::toString).toList();
        return ProblemType.WRONG_STATE.because(
                "There is already a pairing with this site, called " + row.name() + ", in the state "
                        + PartnerStates.of(state) + ". Allowed with it: " + String.join(", ", allowed) + ".",
                Map.of("state", PartnerStates.of(state).name(), "allowed", allowed, "pairing", row.id));
    }

    static String requireFree(Petname.Choice choice) {
        return switch (choice) {
            case Petname.Choice.Free(String name) -> name;
            case Petname.Choice.Taken(String name) ->
                throw ProblemType.CONFLICT.because("Another partner is called " + name + "; choose another petname.");
            case Petname.Choice.Unfit(String name, String reason) ->
                throw ProblemException.invalid("petname", "\"" + name + "\" does not fit: " + reason);
        };
    }
}
