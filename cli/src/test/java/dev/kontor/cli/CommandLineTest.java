package dev.kontor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.cli.TestShell.Ran;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class CommandLineTest {

    /// Where a changed help text is written, to be looked at and copied into the resources.
    private static final Path ACTUAL = Path.of("target", "help-actual.txt");

    @TempDir
    Path folder;

    @Test
    void explainsItselfAsRecorded() throws IOException {
        var text = new StringBuilder();
        for (String command : new String[] {
            "get", "ls", "publish", "partner", "partner invite", "partner approve", "grant", "grant add"
        }) {
            String[] arguments = (command + " --help").strip().split(" ");
            Ran ran = new TestShell(folder).run(arguments);
            assertEquals(0, ran.code());
            text.append("$ kontor ")
                    .append(String.join(" ", arguments))
                    .append('\n')
                    .append(ran.out());
        }
        Files.writeString(ACTUAL, text);
        assertTrue(
                recorded().contentEquals(text), "the help changed: compare " + ACTUAL + " with the recorded help.txt");
    }

    @Test
    void explainsItselfWhenNothingIsAsked() {
        Ran ran = new TestShell(folder).run();
        assertEquals(0, ran.code());
        assertTrue(ran.out().startsWith("Usage: kontor"), ran.out());
        for (String command : List.of("get", "publish", "partner", "demo", "status")) {
            assertTrue(ran.out().contains("\n  " + command + " "), "names " + command + ":\n" + ran.out());
        }
    }

    @Test
    void explainsACommandInBothUsualWays() {
        String explanation = new TestShell(folder).run("get", "--help").out();
        assertEquals(explanation, new TestShell(folder).run("help", "get").out());
        assertEquals(
                new TestShell(folder).run().out(),
                new TestShell(folder).run("help").out());
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void saysWhatIsWrongWithACommandLine(String line, String complaint) {
        Ran ran = new TestShell(folder).with("KONTOR_TOKEN", "t").run(line.split(" "));
        assertEquals(2, ran.code(), ran.err());
        assertTrue(ran.err().contains(complaint), ran.err());
        assertTrue(ran.err().startsWith("kontor: "), ran.err());
        assertEquals("", ran.out());
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("lss", "Did you mean: ls"),
                Arguments.of("nonsense", "There is no command 'kontor nonsense'."),
                Arguments.of("partner nonsense", "There is no command 'kontor partner nonsense'."),
                Arguments.of("doctor nonsense", "'nonsense' is one argument too many."),
                Arguments.of("get", "Missing required parameter: 'ADDRESS'"),
                Arguments.of("get acme-inc/invoices", "looks like kontor://acme-inc/invoices"),
                Arguments.of("get kontor://acme-inc", "kontor ls kontor://acme-inc"),
                Arguments.of("get kontor://acme-inc/invoices/../x", "no empty segment"),
                Arguments.of("get kontor://acme-inc/invoices --jobs 99", "from 1 to 32"),
                Arguments.of("get kontor://acme-inc/invoices --jobs many", "Invalid value for option '--jobs'"),
                Arguments.of("ls -o yaml", "Invalid value for option '--output'"),
                Arguments.of("publish prices", "Missing required option: '--url=URL'"),
                Arguments.of("publish prices --url http://h/ --every soon", "Examples: 30s, 15m"),
                Arguments.of("publish prices --url http://h/ --live --every 1m", "neither --every nor --list"),
                Arguments.of("publish prices --url http://h/ --item-id /id", "give --list too"),
                Arguments.of("publish prices --url http://h/ --list /i --format xml", "is no SUFFIX=TYPE"),
                Arguments.of("publish prices --url http://h/ --header nonsense", "'Name: value'"),
                Arguments.of("partner", "Missing required subcommand"),
                Arguments.of("partner approve", "Missing required parameter: 'PARTNER'"),
                Arguments.of("grant add invoices", "(specify one of these): (--to=PARTNER | --to-all-partners)"),
                Arguments.of("grant add invoices --to globex --to-all-partners", "mutually exclusive"),
                Arguments.of("grant add invoices --to globex --from yesterday", "from the start of that day"),
                Arguments.of("grant add invoices --to globex --until tomorrow", "is no moment"),
                Arguments.of("receipts --limit 0", "from 1 to 1000"));
    }

    @Test
    void completesForShells() {
        Ran ran = new TestShell(folder).run("completion");
        assertEquals(0, ran.code());
        assertTrue(ran.out().contains("complete -F _complete_kontor"), "a bash script");
        assertTrue(ran.out().contains("--client-secret-file"));
    }

    @Test
    void completesTheSitesThatWereStartedHere() throws IOException, InterruptedException {
        for (String label : List.of("acme", "globex-2")) {
            Path state = Files.createDirectories(folder.resolve(label)).resolve("state.json");
            Files.writeString(state, "{\n  \"sites\" : [ {\n    \"label\" : \"" + label + "\",\n");
        }
        String script = new TestShell(folder).run("completion").out();
        String atTheKey =
                "\nCOMP_WORDS=(kontor whoami --site g) COMP_CWORD=3; _complete_kontor; echo \"${COMPREPLY[*]}\"";
        var bash = new ProcessBuilder("bash", "-c", script + atTheKey);
        bash.environment().put("KONTOR_HOME", folder.toString());
        Process run = bash.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        assertEquals("globex-2\n", new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(0, run.waitFor());
    }

    private static String recorded() throws IOException {
        try (InputStream in = Objects.requireNonNull(CommandLineTest.class.getResourceAsStream("help.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
