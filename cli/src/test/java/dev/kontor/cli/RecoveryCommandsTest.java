package dev.kontor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.cli.TestShell.Ran;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.json.JsonText;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.org.LogEntry;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.org.OrgState;
import dev.kontor.wire.sign.SigningKey;
import dev.kontor.wire.words.RecoveryWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryCommandsTest {
    private static final String ORGANISATION = "/api/v1/organisation";
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    private Path folder;

    private final SigningKey root = SigningKey.generate(RANDOM);
    private final SigningKey one = SigningKey.generate(RANDOM);
    private final SigningKey two = SigningKey.generate(RANDOM);
    private final SigningKey site = SigningKey.generate(RANDOM);

    private OrgLog log(SigningKey next) {
        Instant at = TestShell.NOW.minusSeconds(3600);
        OrgLog log = OrgLog.begin(
                new LogEntry.Inception(
                        List.of(root.verifyKey()), 1, List.of(next.verifyKey().digest()), at, Bytes.of(new byte[16])),
                root);
        return log.append(new LogEntry.AddSite(log.replay().next(at), site.verifyKey()), root);
    }

    /// A log whose next keys are one and two, both needed.
    private OrgLog withKit() {
        SigningKey next = SigningKey.generate(RANDOM);
        OrgLog log = log(next);
        LogEntry.Rotate commit = new LogEntry.Rotate(
                log.replay().next(TestShell.NOW.minusSeconds(60)),
                List.of(next.verifyKey()),
                1,
                List.of(one.verifyKey().digest(), two.verifyKey().digest()),
                2);
        return log.append(commit, next);
    }

    private Json status(OrgLog log, boolean nextRootHere, SigningKey own) {
        Json.Obj member = Json.object()
                .with("siteKey", own.verifyKey().raw().base64Url())
                .with("own", true)
                .build();
        return Json.object()
                .with("orgId", log.replay().orgId())
                .with("log", log.encode().base64Url())
                .with("active", true)
                .with("nextRootHere", nextRootHere)
                .with("rootHere", true)
                .with("sites", List.of(member))
                .build();
    }

    private Path words(SigningKey... keys) throws IOException {
        return Files.write(
                folder.resolve("words"),
                List.of(keys).stream()
                        .map(key -> String.join(" ", RecoveryWords.of(key)))
                        .toList());
    }

    @Test
    void printsAKitOnceAndTellsTheSiteDigestsOnly() throws Exception {
        try (var gateway = new FakeGateway()) {
            Json status = status(log(one), true, site);
            gateway.answer("GET", ORGANISATION, 200, status).answer("POST", ORGANISATION + "/kit", 200, status);
            Ran ran = new TestShell(folder).at(gateway).run("recovery", "kit", "--keys", "3", "--needed", "2");
            assertEquals(0, ran.code(), ran.err());
            String body =
                    gateway.asked("POST", ORGANISATION + "/kit").getFirst().body();
            List<SigningKey> printed = printed(ran.out());
            assertEquals(3, printed.size());
            assertEquals(
                    printed.stream()
                            .map(key -> key.verifyKey().digest().base64Url())
                            .toList(),
                    JsonText.read(body).items("commitments").stream()
                            .map(each -> each.asText().orElseThrow())
                            .toList());
            for (SigningKey key : printed) {
                assertTrue(ran.out().contains(String.join(" ", RecoveryWords.check(key.verifyKey()))));
                assertFalse(body.contains(key.seed().base64Url()));
            }
            assertTrue(ran.out().contains(log(one).replay().orgId().toString()));
            assertEquals(List.of(), new TestShell(folder).files());
        }
    }

    /// Reads the sheets as a person would.
    private static List<SigningKey> printed(String sheets) throws Exception {
        List<SigningKey> keys = new ArrayList<>();
        for (String sheet : sheets.split("KONTOR RECOVERY KEY", -1)) {
            String words = Pattern.compile("\\d+ ([a-z]+)")
                    .matcher(sheet.substring(sheet.indexOf("Check words") + 1))
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .limit(RecoveryWords.COUNT)
                    .collect(Collectors.joining(" "));
            if (words.split(" ", -1).length == RecoveryWords.COUNT) {
                keys.add(RecoveryWords.read(words));
            }
        }
        return keys;
    }

    @Test
    void makesNoSecondKitWithoutTheWordsOfTheFirst() throws Exception {
        try (var gateway = new FakeGateway()) {
            gateway.answer("GET", ORGANISATION, 200, status(withKit(), false, site));
            Ran ran = new TestShell(folder).at(gateway).run("recovery", "kit");
            assertEquals(1, ran.code());
            assertTrue(ran.err().contains("on paper already"), ran.err());
            assertEquals("", ran.out());
        }
    }

    @Test
    void rotatesWithTheWordsAndSendsSignaturesAlone() throws Exception {
        try (var gateway = new FakeGateway()) {
            OrgLog log = withKit();
            Json status = status(log, false, site);
            gateway.answer("GET", ORGANISATION, 200, status).answer("PUT", ORGANISATION + "/log", 200, status);
            words(one, two);
            Ran ran = new TestShell(folder).at(gateway).run("recovery", "rotate", "--words-file", "words");
            assertEquals(0, ran.code(), ran.err());
            String body = gateway.asked("PUT", ORGANISATION + "/log").getFirst().body();
            OrgState state = sent(body).replay();
            assertEquals(List.of(one.verifyKey(), two.verifyKey()), state.rootKeys());
            assertEquals(2, state.authority().threshold());
            assertEquals(List.of(printed(ran.out()).getFirst().verifyKey().digest()), state.nextKeyCommitments());
            assertFalse(body.contains(one.seed().base64Url())
                    || body.contains(RecoveryWords.of(one).getFirst() + " "));
        }
    }

    @Test
    void refusesWordsOfOthersAndTooFew() throws Exception {
        try (var gateway = new FakeGateway()) {
            gateway.answer("GET", ORGANISATION, 200, status(withKit(), false, site));
            TestShell shell = new TestShell(folder).at(gateway);
            words(one);
            Ran few = shell.run("recovery", "rotate", "--words-file", "words");
            assertEquals(2, few.code());
            assertTrue(few.err().contains("2 different keys"), few.err());
            words(one, one);
            assertEquals(
                    2, shell.run("recovery", "rotate", "--words-file", "words").code());
            words(one, root);
            Ran strange = shell.run("recovery", "rotate", "--words-file", "words");
            assertEquals(1, strange.code());
            assertTrue(strange.err().contains("Key 2 is not the organisation's"), strange.err());
            Files.writeString(folder.resolve("words"), "abandon ability\n");
            Ran short1 = shell.run("recovery", "rotate", "--words-file", "words");
            assertEquals(2, short1.code());
            assertFalse(short1.err().contains("abandon"), "no word is repeated");
            assertEquals(2, shell.run("recovery", "rotate").code(), "there is no terminal to type at");
        }
    }

    @Test
    void restoresALostSiteOnANewOne() throws Exception {
        try (var gateway = new FakeGateway()) {
            SigningKey fresh = SigningKey.generate(RANDOM);
            OrgLog lost = withKit();
            Files.write(folder.resolve("acme.log"), lost.encode().toArray());
            words(two, one);
            Json own = status(log(one), true, fresh);
            gateway.answer("GET", ORGANISATION, 200, own).answer("PUT", ORGANISATION + "/log", 200, own);
            Ran ran = new TestShell(folder)
                    .at(gateway)
                    .run("recovery", "restore", "--log", "acme.log", "--words-file", "words");
            assertEquals(0, ran.code(), ran.err());
            OrgLog sent =
                    sent(gateway.asked("PUT", ORGANISATION + "/log").getFirst().body());
            assertTrue(lost.extendedBy(sent));
            assertEquals(List.of(fresh.verifyKey()), sent.replay().sites());
            assertFalse(sent.replay().hasSite(SiteId.of(site.verifyKey())));
            byte[] broken = lost.encode().toArray();
            broken[broken.length - 1] ^= 1;
            Files.write(folder.resolve("acme.log"), broken);
            Ran refused = new TestShell(folder)
                    .at(gateway)
                    .run("recovery", "restore", "--log", "acme.log", "--words-file", "words");
            assertEquals(6, refused.code(), refused.err());
        }
    }

    private static OrgLog sent(String body) throws IOException {
        return OrgLog.decode(Bytes.fromBase64Url(JsonText.read(body).text("log").orElseThrow()));
    }
}
