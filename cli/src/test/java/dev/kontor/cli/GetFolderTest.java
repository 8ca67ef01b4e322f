package dev.kontor.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.cli.TestShell.Ran;
import dev.kontor.cli.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GetFolderTest {

    private static final String INVOICES = "/sites/acme-inc/invoices";

    @TempDir
    Path folder;

    private FakeGateway gateway;
    private TestShell shell;

    @BeforeEach
    void start() throws IOException {
        gateway = new FakeGateway();
        shell = new TestShell(folder).at(gateway);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void fetchesEveryFileOfACollectionIntoAFolder() throws IOException {
        collection(Map.of("2026/1.xml", "one", "2026/2.xml", "two", "2026/deep/er/3.xml", "four", "readme", "three"));
        Ran ran = shell.run("get", "kontor://acme-inc/invoices", "--jobs", "3");
        assertEquals(0, ran.code(), ran.err());
        assertEquals("two", Files.readString(folder.resolve("invoices/2026/2.xml")));
        assertEquals(
                List.of("invoices/2026/1.xml", "invoices/2026/2.xml", "invoices/2026/deep/er/3.xml", "invoices/readme"),
                shell.files());
        assertTrue(ran.err().contains("4 files"), ran.err());
    }

    @Test
    void fetchesOnlyWhatIsNotThereYet() {
        collection(Map.of("1.xml", "one", "2.xml", "two"));
        shell.run("get", "kontor://acme-inc/invoices");
        int before = gateway.asked("GET", "/sites/acme-inc/invoices/1.xml").size();
        Ran again = shell.run("get", "kontor://acme-inc/invoices");
        assertEquals(0, again.code());
        assertTrue(again.err().contains("2 already here"), again.err());
        assertEquals(
                before, gateway.asked("GET", "/sites/acme-inc/invoices/1.xml").size());
    }

    @Test
    void asksForTheRestOfALongListing() throws IOException {
        gateway.content(INVOICES + "/1.xml", "one").content(INVOICES + "/2.xml", "two");
        gateway.answer("GET", INVOICES, 200, FakeGateway.listing());
        Json first = Json.object()
                .with("snapshot", FakeGateway.SNAPSHOT)
                .with("entries", List.of(FakeGateway.entry("1.xml", "one".getBytes(UTF_8))))
                .with("next", "?after=1.xml")
                .build();
        gateway.answer("GET", INVOICES + "/", 200, first);
        gateway.answer(
                "GET",
                INVOICES + "/?after=1.xml",
                200,
                FakeGateway.listing(FakeGateway.entry("2.xml", "two".getBytes(UTF_8))));
        Ran ran = shell.run("get", "kontor://acme-inc/invoices");
        assertEquals(0, ran.code(), ran.err());
        assertEquals(List.of("invoices/1.xml", "invoices/2.xml"), shell.files());
    }

    @Test
    void takesAFolderAtItsWordBesideADocumentOfTheSameName() throws IOException {
        collection(Map.of("1.xml", "one"));
        gateway.content(INVOICES, "the root document");
        assertEquals(
                "the root document",
                shell.run("get", "kontor://acme-inc/invoices").out());
        assertEquals(0, shell.run("get", "kontor://acme-inc/invoices/").code());
        assertEquals(List.of("invoices/1.xml"), shell.files());
    }

    @Test
    void givesUpOnContentThatChangesAgainAndAgain() {
        collection(Map.of("1.xml", "one"));
        gateway.content(INVOICES + "/1.xml", "something newer than the listing");
        Ran ran = shell.run("get", "kontor://acme-inc/invoices");
        assertEquals(1, ran.code());
        assertTrue(ran.err().contains("changed again and again"), ran.err());
    }

    @Test
    void writesNothingOutsideOfItsFolder() throws IOException {
        Json evil = FakeGateway.entry("../../evil", "x".getBytes(UTF_8));
        gateway.answer("GET", "/sites/acme-inc/invoices", 200, FakeGateway.listing(evil));
        gateway.answer("GET", "/sites/acme-inc/invoices/", 200, FakeGateway.listing(evil));
        Ran ran = shell.run("get", "kontor://acme-inc/invoices");
        assertEquals(6, ran.code());
        assertEquals(List.of(), shell.files());
    }

    @Test
    void followsNoSymbolicLinkOutOfItsFolder() throws IOException {
        collection(Map.of("2026/1.xml", "one"));
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.createDirectory(folder.resolve("invoices"));
        Files.createSymbolicLink(folder.resolve("invoices/2026"), outside);
        Ran ran = shell.run("get", "kontor://acme-inc/invoices");
        assertEquals(1, ran.code());
        assertTrue(ran.err().contains("symbolic link"), ran.err());
        assertFalse(Files.exists(outside.resolve("1.xml")));
    }

    @Test
    void storesACollectionAsOneArchive() {
        Map<String, byte[]> files = Map.of("1.xml", "one".getBytes(UTF_8), "2.xml", "two".getBytes(UTF_8));
        collection(Map.of("1.xml", "one", "2.xml", "two"));
        gateway.archive("/sites/acme-inc/invoices/", files);
        Ran ran = shell.run("get", "kontor://acme-inc/invoices", "-o", "all.tar");
        assertEquals(0, ran.code(), ran.err());
        assertTrue(Files.exists(folder.resolve("all.tar")));
    }

    @Test
    void refusesAnArchiveThatDiffersFromTheListing() throws IOException {
        collection(Map.of("1.xml", "one", "2.xml", "two"));
        gateway.archive("/sites/acme-inc/invoices/", Map.of("1.xml", "one".getBytes(UTF_8)));
        assertEquals(
                6,
                shell.run("get", "kontor://acme-inc/invoices", "-o", "all.tar").code());
        gateway.archive(
                "/sites/acme-inc/invoices", Map.of("1.xml", "one".getBytes(UTF_8), "2.xml", "TWO".getBytes(UTF_8)));
        assertEquals(
                6,
                shell.run("get", "kontor://acme-inc/invoices", "-o", "all.tar").code());
        assertEquals(List.of(), shell.files());
    }

    @Test
    void bringsManySmallFilesByOneRequest() throws IOException {
        Map<String, String> files = many();
        collection(files);
        gateway.archive("/sites/acme-inc/invoices/", bytes(files));
        Ran ran = shell.run("get", "kontor://acme-inc/invoices");
        assertEquals(0, ran.code(), ran.err());
        for (Map.Entry<String, String> file : files.entrySet()) {
            assertEquals(
                    file.getValue(), Files.readString(folder.resolve("invoices").resolve(file.getKey())));
            assertEquals(List.of(), gateway.asked("GET", INVOICES + "/" + file.getKey()));
        }
        assertTrue(ran.err().contains("100 files"), ran.err());
        assertFalse(ran.err().contains("already here"), ran.err());
    }

    @Test
    void bringsTheRestFileByFileWhenTheirArchiveIsWrong() throws IOException {
        Map<String, String> files = many();
        collection(files);
        Map<String, byte[]> archived = new TreeMap<>(bytes(files));
        archived.put("7/77.xml", "forged 77".getBytes(UTF_8));
        gateway.archive("/sites/acme-inc/invoices/", archived);
        Ran ran = shell.run("get", "kontor://acme-inc/invoices");
        assertEquals(0, ran.code(), ran.err());
        assertEquals("number 77", Files.readString(folder.resolve("invoices/7/77.xml")));
        assertEquals(1, gateway.asked("GET", INVOICES + "/7/77.xml").size());
        assertEquals(100, shell.files().size());
    }

    private static Map<String, String> many() {
        Map<String, String> files = new TreeMap<>();
        for (int i = 0; i < 100; i++) {
            files.put(i / 10 + "/" + i + ".xml", "number " + i);
        }
        return files;
    }

    private static Map<String, byte[]> bytes(Map<String, String> files) {
        Map<String, byte[]> bytes = new TreeMap<>();
        files.forEach((path, text) -> bytes.put(path, text.getBytes(UTF_8)));
        return bytes;
    }

    /// Puts files and the listings of their folders there.
    private void collection(Map<String, String> files) {
        files.forEach((path, text) -> gateway.content(INVOICES + "/" + path, text));
        gateway.answer("GET", INVOICES, 200, FakeGateway.listing());
        for (String folder : folders(files.keySet())) {
            gateway.answer("GET", INVOICES + "/" + folder, 200, FakeGateway.listing(items(files, folder)));
        }
    }

    private static SortedSet<String> folders(Set<String> paths) {
        SortedSet<String> folders = new TreeSet<>(Set.of(""));
        for (String path : paths) {
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                folders.add(path.substring(0, slash + 1));
            }
        }
        return folders;
    }

    private static Json[] items(Map<String, String> files, String folder) {
        Map<String, Json> items = new TreeMap<>();
        files.forEach((path, text) -> {
            if (path.startsWith(folder)) {
                String rest = path.substring(folder.length());
                int slash = rest.indexOf('/');
                String name = slash < 0 ? rest : rest.substring(0, slash + 1);
                items.put(name, FakeGateway.entry(name, text.getBytes(UTF_8)));
            }
        });
        return items.values().toArray(Json[]::new);
    }
}
