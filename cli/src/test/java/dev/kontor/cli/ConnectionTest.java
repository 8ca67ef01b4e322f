package dev.kontor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.cli.TestShell.Ran;
import dev.kontor.cli.gateway.ClientCredentials.Registration;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.site.LocalSites.LocalSite;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConnectionTest {

    private static final String SECRET = "very-secret-indeed";

    @TempDir
    Path folder;

    private FakeGateway gateway;
    private FakeIssuer issuer;

    @BeforeEach
    void start() throws IOException {
        gateway = new FakeGateway().answer("GET", "/sites", 200, Json.object().build());
        issuer = new FakeIssuer("kontor-cli", SECRET);
    }

    @AfterEach
    void stop() {
        gateway.close();
        issuer.close();
    }

    @Test
    void takesTheOnlyRunningSite() {
        gateway.accepting("token-1");
        Ran ran = new TestShell(folder).with(site("acme")).run("ls");
        assertEquals(0, ran.code(), ran.err());
        assertEquals(1, gateway.asked("GET", "/sites").size());
    }

    @Test
    void asksWhichWhenSeveralRun() {
        Ran ran = new TestShell(folder).with(site("acme")).with(site("globex")).run("ls");
        assertEquals(2, ran.code());
        assertTrue(ran.err().contains("acme, globex"), ran.err());
    }

    @Test
    void picksTheNamedSite() {
        gateway.accepting("token-1");
        issuer.repeating();
        var shell = new TestShell(folder).with(elsewhere("acme")).with(site("globex"));
        assertEquals(0, shell.run("ls", "--site", "globex").code());
        assertEquals(0, shell.with("KONTOR_SITE", "globex").run("ls").code());
    }

    @Test
    void saysWhichSitesExistWhenTheNamedOneDoesNot() {
        Ran ran = new TestShell(folder).with(site("acme")).run("ls", "--site", "initech");
        assertEquals(2, ran.code());
        assertTrue(ran.err().contains("'initech'. Running: acme."), ran.err());
    }

    @Test
    void saysHowToStartASiteWhenNoneRuns() {
        Ran ran = new TestShell(folder).run("ls");
        assertEquals(5, ran.code());
        assertTrue(ran.err().contains("kontor demo"), ran.err());
    }

    @Test
    void readsATokenFromAFile() throws IOException {
        Files.writeString(folder.resolve("token"), FakeGateway.TOKEN + "\n");
        Ran ran = new TestShell(folder).run("ls", "--gateway", gateway.address().toString(), "--token-file", "token");
        assertEquals(0, ran.code(), ran.err());
    }

    @Test
    void signsInAsAClient() throws IOException {
        gateway.accepting("token-1");
        Ran ran = runAsClient(SECRET);
        assertEquals(0, ran.code(), ran.err());
    }

    @Test
    void tellsThatTheClientIsRefusedWithoutItsSecret() throws IOException {
        Ran ran = runAsClient("a-wrong-secret");
        assertEquals(4, ran.code());
        assertTrue(ran.err().contains("kontor-cli"), ran.err());
        assertFalse((ran.out() + ran.err()).contains("a-wrong-secret"));
    }

    @Test
    void doesNotBlameTheClientWhenTheSignInServiceIsOutOfOrder() throws IOException {
        issuer.breakDown();
        Ran ran = runAsClient(SECRET);
        assertEquals(5, ran.code());
        assertTrue(ran.err().contains("is out of order: status 500"), ran.err());
        assertFalse(ran.err().contains("secret"), ran.err());
    }

    @Test
    void takesAFreshTokenWhenTheOldOneIsRefused() {
        gateway.accepting("token-2");
        assertEquals(0, new TestShell(folder).with(site("acme")).run("ls").code());
        assertEquals(2, issuer.issued());
    }

    @Test
    void saysThatAFixedTokenIsRefused() {
        gateway.accepting("another");
        Ran ran = new TestShell(folder).at(gateway).run("ls");
        assertEquals(4, ran.code());
        assertFalse(ran.err().contains(FakeGateway.TOKEN));
    }

    @Test
    void refusesAnAddressThatIsNoGateway() {
        assertEquals(
                2,
                new TestShell(folder)
                        .run("ls", "--gateway", "file:///etc/passwd")
                        .code());
        assertEquals(
                2,
                new TestShell(folder)
                        .run("ls", "--gateway", "http://a", "--site", "b")
                        .code());
        assertEquals(
                2,
                new TestShell(folder)
                        .run("ls", "--gateway", "http://127.0.0.1:1")
                        .code());
    }

    private Ran runAsClient(String secret) throws IOException {
        Files.writeString(folder.resolve("secret"), secret);
        return new TestShell(folder)
                .run(
                        "ls",
                        "--gateway",
                        gateway.address().toString(),
                        "--client-id",
                        "kontor-cli",
                        "--client-secret-file",
                        "secret",
                        "--issuer",
                        issuer.address().toString());
    }

    private LocalSite site(String label) {
        return new LocalSite(
                label,
                gateway.address(),
                issuer.address(),
                Optional.of(new Registration(issuer.address(), Optional.empty(), "kontor-cli", SECRET)));
    }

    private static LocalSite elsewhere(String label) {
        URI nowhere = URI.create("http://127.0.0.1:1");
        return new LocalSite(label, nowhere, nowhere, Optional.empty());
    }
}
