package dev.kontor.connector.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecCheckTest {
    @Test
    void fillsInWhatIsUsual() {
        NamespaceSpec spec = sound(request("invoices", source("http://erp.lan:8000/invoices", null)));
        assertEquals(SpecCheck.USUAL, spec.every());
        assertEquals(SpecCheck.USUAL_PIECE, spec.pieceSize());
        assertEquals(Mode.SNAPSHOT, spec.mode());
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        NamespaceRequest bad = new NamespaceRequest("Bad Name", null, source("ftp://x/y", null), 0L, 1000);
        assertEquals(List.of("name", "source.url", "pollSeconds", "pieceSize"), flawedFields(bad));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "erp.lan/invoices",
                "http://user:secret@erp.lan/",
                "http://erp.lan/#part",
                "http://a b/",
                "file:///etc/passwd"
            })
    void refusesWhatIsNoPlainHttpAddress(String url) {
        assertEquals(List.of("source.url"), flawedFields(request("invoices", source(url, null))));
    }

    @Test
    void refusesHeadersThatWouldSmuggleOthers() {
        NamespaceRequest.Source source =
                new NamespaceRequest.Source("http", "http://erp.lan/", Map.of("X-Key", "a\r\nHost: evil"), null);
        assertEquals(List.of("source.headers.X-Key"), flawedFields(request("invoices", source)));
    }

    @Test
    void refusesAListForALiveNamespace() {
        NamespaceRequest.Items list = new NamespaceRequest.Items(null, null, null, null, null, null);
        NamespaceRequest live =
                new NamespaceRequest("stock", Mode.LIVE, source("http://erp.lan/stock", list), null, null);
        assertEquals(List.of("source.list"), flawedFields(live));
    }

    @Test
    void refusesTwoFormatsUnderOneSuffix() {
        NamespaceRequest.Items list = new NamespaceRequest.Items(
                "", "/id", null, null, null, List.of(new Format(".xml", "a/b"), new Format(".xml", "c/d")));
        assertEquals(
                List.of("source.list.formats"),
                flawedFields(request("invoices", source("http://erp.lan/invoices", list))));
    }

    @Test
    void hidesSecretHeadersWhenShown() {
        NamespaceRequest.Source source =
                new NamespaceRequest.Source("http", "http://erp.lan/", Map.of("Authorization", "Bearer x"), null);
        NamespaceRequest shown = request("invoices", source).redacted();
        assertEquals(
                Map.of("Authorization", "***"),
                Objects.requireNonNull(shown.source()).headers());
    }

    private static NamespaceRequest request(String name, NamespaceRequest.Source source) {
        return new NamespaceRequest(name, null, source, null, null);
    }

    private static NamespaceRequest.Source source(String url, NamespaceRequest.@Nullable Items list) {
        return new NamespaceRequest.Source("http", url, null, list);
    }

    private static NamespaceSpec sound(NamespaceRequest request) {
        return switch (SpecCheck.check(request)) {
            case SpecCheck.Verdict.Sound(NamespaceSpec spec) -> spec;
            case SpecCheck.Verdict.Flawed(List<SpecCheck.Flaw> flaws) -> throw new AssertionError(flaws);
        };
    }

    private static List<String> flawedFields(NamespaceRequest request) {
        return switch (SpecCheck.check(request)) {
            case SpecCheck.Verdict.Sound(NamespaceSpec spec) -> throw new AssertionError("accepted " + spec);
            case SpecCheck.Verdict.Flawed(List<SpecCheck.Flaw> flaws) ->
                flaws.stream().map(SpecCheck.Flaw::field).toList();
        };
    }
}
