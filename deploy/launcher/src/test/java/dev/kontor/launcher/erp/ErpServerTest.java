package dev.kontor.launcher.erp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ErpServerTest {
    private final ErpServer erp = ErpServer.start(new InvoiceBook(1), 240, 0);
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        http.close();
        erp.close();
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(erp.address() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private List<String> ids() throws IOException, InterruptedException {
        List<String> ids = new ArrayList<>();
        Optional<String> next = Optional.of("/invoices");
        while (next.isPresent()) {
            HttpResponse<String> page = get(next.get());
            JsonNode json = new ObjectMapper().readTree(page.body());
            json.path("invoices").forEach(invoice -> ids.add(invoice.path("id").asText()));
            next = page.headers().firstValue("Link").map(link -> link.substring(1, link.indexOf('>')));
        }
        return ids;
    }

    @Test
    void listsEveryInvoiceOverItsPages() throws IOException, InterruptedException {
        assertEquals(240, ids().size());
        erp.issue(3);
        assertEquals(243, ids().size());
        assertEquals(InvoiceBook.id(242), ids().getLast());
    }

    @Test
    void servesBothFormsBySuffixAndByAccept() throws IOException, InterruptedException {
        String path = "/invoices/" + InvoiceBook.id(0);
        assertEquals(erp.xml(0), get(path).body());
        assertEquals(erp.xml(0), get(path + ".xml").body());
        assertEquals(erp.json(0), get(path + ".json").body());
        assertEquals(erp.json(0), get(path, "Accept", "application/json").body());
        assertTrue(get(path).headers().firstValue("Content-Type").orElse("").startsWith("application/xml"));
    }

    @Test
    void answersAKnownTagWithoutABody() throws IOException, InterruptedException {
        String path = "/invoices/" + InvoiceBook.id(5);
        String tag = get(path).headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> again = get(path, "If-None-Match", tag);
        assertEquals(304, again.statusCode());
        assertEquals("", again.body());
    }

    @Test
    void hasOnlyWhatWasIssued() throws IOException, InterruptedException {
        assertEquals(404, get("/invoices/" + InvoiceBook.id(240)).statusCode());
        assertEquals(404, get("/customers").statusCode());
    }
}
