package dev.kontor.launcher.erp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kontor.launcher.failure.LauncherException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The ERP's HTTP API, on loopback.
///
/// | request | answer |
/// |---|---|
/// | `GET /invoices?page=n` | JSON list, 100 a page, `Link: <…>; rel="next"` |
/// | `GET /invoices/{id}` | UBL 2.1 XML, or JSON when `Accept` prefers it |
/// | `GET /invoices/{id}.xml`, `.json` | that form |
///
/// Every answer has a strong `ETag`, and `If-None-Match` is honoured. Thread-safe.
public final class ErpServer implements AutoCloseable {
    private static final int PAGE = 100;
    private static final Pattern PAGE_QUERY = Pattern.compile("page=([0-9]{1,6})");
    private static final Pattern DOCUMENT = Pattern.compile("/invoices/INV-2026-([0-9]{5})(\\.xml|\\.json)?");

    private final InvoiceBook book;
    private final AtomicInteger issued;
    private final AtomicInteger requests = new AtomicInteger();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private ErpServer(InvoiceBook book, int issued, HttpServer server) {
        this.book = book;
        this.issued = new AtomicInteger(issued);
        this.server = server;
    }

    /// Starts it.
    ///
    /// @param issued how many invoices there are to begin with
    /// @param port 0 for any free one
    public static ErpServer start(InvoiceBook book, int issued, int port) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
            var erp = new ErpServer(book, issued, server);
            server.setExecutor(erp.threads);
            server.createContext("/", erp::answer);
            server.start();
            return erp;
        } catch (IOException failure) {
            throw LauncherException.io("start the demo's ERP on port " + port, failure);
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// The business goes on: some more invoices are issued.
    ///
    /// @return how many there are now
    public int issue(int more) {
        return issued.addAndGet(more);
    }

    public int issued() {
        return issued.get();
    }

    /// How many requests it has answered.
    public int requests() {
        return requests.get();
    }

    /// What the ERP itself holds as an invoice's XML, to compare with what arrives elsewhere.
    public String xml(int index) {
        return UblInvoice.write(book.invoice(index));
    }

    /// What the ERP itself holds as an invoice's JSON.
    public String json(int index) {
        return InvoiceJson.document(book.invoice(index));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    /// What is sent for a request.
    ///
    /// @param next query of the following page
    private record Answer(
            String type, String body, @Nullable String next) {}

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            String method = exchange.getRequestMethod();
            if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            Optional<Answer> found = find(exchange);
            if (found.isEmpty()) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            send(exchange, found.get(), method.equals("HEAD"));
        }
    }

    private Optional<Answer> find(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/invoices")) {
            return Optional.of(page(exchange.getRequestURI().getQuery()));
        }
        Matcher document = DOCUMENT.matcher(path);
        if (!document.matches()) {
            return Optional.empty();
        }
        int index = Integer.parseInt(document.group(1)) - 1;
        if (index < 0 || index >= issued.get()) {
            return Optional.empty();
        }
        boolean json = ".json".equals(document.group(2))
                || (document.group(2) == null
                        && prefersJson(exchange.getRequestHeaders().getFirst("Accept")));
        return Optional.of(
                json
                        ? new Answer("application/json", json(index), null)
                        : new Answer("application/xml", xml(index), null));
    }

    private static boolean prefersJson(@Nullable String accept) {
        String wanted = accept == null ? "" : accept.toLowerCase(Locale.ROOT);
        return wanted.contains("json") && !wanted.contains("xml");
    }

    private Answer page(@Nullable String query) {
        Matcher asked = PAGE_QUERY.matcher(query == null ? "" : query);
        int page = asked.find() ? Integer.parseInt(asked.group(1)) : 1;
        int total = issued.get();
        int first = Math.min(total, (Math.max(page, 1) - 1) * PAGE);
        List<InvoiceJson.Listed> listed = IntStream.range(first, Math.min(total, first + PAGE))
                .mapToObj(index -> new InvoiceJson.Listed(book.invoice(index), digest(xml(index))))
                .toList();
        String next = first + PAGE < total ? "/invoices?page=" + (page + 1) : null;
        return new Answer("application/json", InvoiceJson.page(listed, total), next);
    }

    private static void send(HttpExchange exchange, Answer answer, boolean head) throws IOException {
        String tag = '"' + digest(answer.body()) + '"';
        exchange.getResponseHeaders().set("ETag", tag);
        exchange.getResponseHeaders().set("Cache-Control", "no-cache");
        exchange.getResponseHeaders().set("Vary", "Accept");
        if (answer.next() != null) {
            exchange.getResponseHeaders().set("Link", "<" + answer.next() + ">; rel=\"next\"");
        }
        String known = exchange.getRequestHeaders().getFirst("If-None-Match");
        if (known != null && known.contains(tag)) {
            exchange.sendResponseHeaders(304, -1);
            return;
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type() + "; charset=utf-8");
        if (head) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private static String digest(String body) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8)))
                    .substring(0, 32);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
