package dev.kontor.cli.organisation;

import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.site.Environment;
import dev.kontor.wire.sign.SigningKey;
import dev.kontor.wire.words.RecoveryWords;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where recovery words come from: typed without an echo, from a file, or from standard input. Never from an argument,
/// which every user of the machine could read and the shell would remember.
final class WordsOption {
    private static final int MAX_FILE = 16 * 1024;

    @Option(
            names = "--words-file",
            paramLabel = "FILE",
            description = {
                "The words of each key on a line of its own; - reads standard input.",
                "Without it they are asked for."
            })
    @Nullable
    private String file;

    private final Environment environment;

    WordsOption(Environment environment) {
        this.environment = environment;
    }

    boolean given() {
        return file != null;
    }

    /// The keys that were given, or typed until there are `needed`.
    List<SigningKey> keys(int needed) {
        List<SigningKey> keys = new ArrayList<>();
        if (file == null) {
            for (int i = 1; i <= needed; i++) {
                keys.add(key(typed("Words of key " + i + " of " + needed + ": "), i));
            }
            return keys;
        }
        int line = 0;
        for (String words : lines(file)) {
            keys.add(key(words, ++line));
        }
        if (keys.stream().map(SigningKey::verifyKey).distinct().count() < needed || keys.size() < needed) {
            throw Failure.usage(
                    "This takes the words of " + needed + " different keys; " + keys.size() + " were given.");
        }
        return keys;
    }

    private static SigningKey key(String words, int place) {
        try {
            return RecoveryWords.read(words);
        } catch (RecoveryWords.UnreadableException e) {
            throw new Failure(Exit.USAGE, "Key " + place + ": " + e.reason() + ".", "Nothing was changed.", null);
        }
    }

    private static String typed(String prompt) {
        Console console = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .orElseThrow(() -> new Failure(
                        Exit.USAGE,
                        "The words have to be typed, and there is no terminal.",
                        "Give --words-file FILE, or --words-file - for standard input."));
        char[] typed = console.readPassword(prompt);
        if (typed == null) {
            throw Failure.usage("No words were typed.");
        }
        String words = new String(typed);
        Arrays.fill(typed, ' ');
        return words;
    }

    private List<String> lines(String name) {
        try (InputStream in = name.equals("-")
                ? System.in
                : Files.newInputStream(environment.directory().resolve(Path.of(name)))) {
            return new String(in.readNBytes(MAX_FILE), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new Failure(Exit.USAGE, "--words-file: cannot read " + name + ".", "Does it exist?", e);
        }
    }
}
