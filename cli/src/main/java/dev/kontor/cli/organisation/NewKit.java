package dev.kontor.cli.organisation;

import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.terminal.Terminal;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.sign.SigningKey;
import dev.kontor.wire.words.RecoveryWords;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// The keys of a new recovery kit. They are made here, printed once, and forgotten when the command ends; the site gets
/// digests of their public halves.
final class NewKit {
    private static final int MAX_KEYS = 16;
    private static final int WORDS_A_LINE = 6;

    @Option(
            names = "--keys",
            paramLabel = "N",
            description = "How many keys the kit has, for as many people. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1")
    private int count = 1;

    @Option(
            names = "--needed",
            paramLabel = "K",
            description = "How many of them a recovery takes. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1")
    private int needed = 1;

    private List<SigningKey> keys = List.of();

    int needed() {
        return needed;
    }

    void make() {
        if (count < 1 || count > MAX_KEYS || needed < 1 || needed > count) {
            throw Failure.usage("A kit has 1 to " + MAX_KEYS + " keys, and no more are needed than it has.");
        }
        var random = new SecureRandom();
        keys = Stream.generate(() -> SigningKey.generate(random)).limit(count).toList();
    }

    List<Bytes> commitments() {
        return keys.stream().map(key -> key.verifyKey().digest()).toList();
    }

    Json request() {
        return Json.object()
                .with(
                        "commitments",
                        commitments().stream().map(Bytes::base64Url).toList())
                .with("needed", needed)
                .build();
    }

    /// One sheet for each key.
    void print(Terminal terminal, OrgId organisation) {
        for (int i = 0; i < keys.size(); i++) {
            sheet(terminal, organisation, keys.get(i), i + 1);
        }
        terminal.flush();
    }

    private void sheet(Terminal terminal, OrgId organisation, SigningKey key, int place) {
        terminal.print("----------------------------------------------------------------");
        terminal.print("KONTOR RECOVERY KEY " + place + " of " + count + "  (" + needed + " needed)");
        terminal.print("Organisation: " + organisation);
        terminal.print("Check words:  " + String.join(" ", RecoveryWords.check(key.verifyKey())));
        terminal.print("");
        List<String> words = RecoveryWords.of(key);
        for (int start = 0; start < words.size(); start += WORDS_A_LINE) {
            terminal.print(IntStream.range(start, start + WORDS_A_LINE)
                    .mapToObj(i -> String.format(Locale.ROOT, "%2d %-9s", i + 1, words.get(i)))
                    .reduce("  ", (line, word) -> line + word + " ")
                    .stripTrailing());
        }
        terminal.print("");
        terminal.print("Keep this sheet away from every computer, in a safe. Whoever has " + needed + " of these keys");
        terminal.print("speaks for the organisation. When the site or its keys are lost or stolen:");
        terminal.print("  kontor recovery rotate --replace-site      the site is there, its keys are not safe");
        terminal.print("  kontor recovery restore --log FILE         the site is gone; on a new one. A partner");
        terminal.print("                                             gives you FILE: kontor partner log -o FILE");
        terminal.print("kontor recovery status shows the check words of the kit that is in force.");
        terminal.print("----------------------------------------------------------------");
    }
}
