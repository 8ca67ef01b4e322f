package dev.kontor.cli.partner;

import static dev.kontor.cli.site.Output.text;

import dev.kontor.cli.json.Json;
import dev.kontor.cli.site.Output;
import dev.kontor.cli.terminal.Terminal;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// A partner's state in sentences: where the handshake stands and who moves next.
final class PartnerText {

    private PartnerText() {}

    static void print(Output output, Json partner) {
        output.terminal().print(Terminal.clean(name(partner) + ": " + state(partner) + "."));
        if (!words(partner).equals("-")) {
            output.terminal().print("Words to compare: " + Terminal.clean(words(partner)));
        }
        partner.text("suspended").ifPresent(why -> output.terminal().note(Terminal.clean("Suspended: " + why + ".")));
        String next = next(partner);
        if (!next.isEmpty()) {
            output.terminal().note(Terminal.clean("Next: " + next + "."));
        }
    }

    /// What we call it; before it has a petname, what it would like to be called.
    static String name(Json partner) {
        return partner.text("petname")
                .or(() -> partner.text("suggestedName"))
                .filter(name -> !name.isBlank())
                .orElse(text(partner, "orgId"));
    }

    static String state(Json partner) {
        return text(partner, "state").toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String words(Json partner) {
        String words = partner.items("words").stream()
                .flatMap(each -> each.asText().stream())
                .collect(Collectors.joining(" "));
        return words.isEmpty() ? "-" : words;
    }

    private static String next(Json partner) {
        String key = partner.text("petname").orElse(text(partner, "id"));
        return switch (state(partner)) {
            case "offered" -> "the other side accepts";
            case "asked" -> "kontor partner accept " + key;
            case "accepted by us", "accepted by them" -> comparing(partner, key);
            case "suspended" -> "ask the partner by another way, then kontor partner resume " + key;
            case "active" -> "kontor grant add NAMESPACE --to " + key;
            default -> "";
        };
    }

    /// Both sides approve, in any order, once both have the words.
    private static String comparing(Json partner, String key) {
        boolean ours =
                partner.items("allowed").stream().anyMatch(each -> each.asText().equals(Optional.of("approve")));
        if (!ours) {
            return "the other side compares the words and approves";
        }
        return words(partner).equals("-")
                ? "the other side answers, then kontor partner list shows the words to compare"
                : "compare the words with them, then kontor partner approve " + key;
    }
}
