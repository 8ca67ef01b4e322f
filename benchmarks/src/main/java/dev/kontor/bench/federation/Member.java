package dev.kontor.bench.federation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kontor.bench.demo.Api;
import dev.kontor.bench.demo.BenchException;
import dev.kontor.bench.demo.Fetching;
import dev.kontor.bench.demo.Part;
import dev.kontor.bench.demo.Pieces;
import dev.kontor.bench.demo.Site;
import dev.kontor.bench.demo.StateFile;
import dev.kontor.bench.demo.Tokens;
import dev.kontor.bench.line.Door;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// One site of a federation.
///
/// @param edge where its public port listens; the others come through the door
public record Member(String label, StateFile state, InetSocketAddress edge, Door door, Tokens tokens) {
    private static final int PACK_HEAD = 8;
    private static final int PIECE_HEAD = 40;

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    public Site site() {
        return state.sites().stream()
                .filter(site -> site.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new BenchException("Site " + label + " does not run."));
    }

    public String organisation() {
        return label + "-inc";
    }

    public Api admin() {
        return new Api(HTTP, site(), tokens);
    }

    public Fetching fetching() {
        return new Fetching(admin(), site().lan(), () -> "Authorization: Bearer " + tokens.of(site(), "accounting"));
    }

    /// A process as it is now.
    public Part part(String role) {
        return state.parts().stream()
                .filter(part -> part.site().equals(label) && part.role().equals(role))
                .findFirst()
                .orElseThrow(() -> new BenchException("There is no " + role + " at " + label + "."));
    }

    /// Publishes a document as a namespace, grants it, and returns the path at the others' gateways.
    public String share(String namespace, String document, List<Member> readers) throws IOException {
        Api admin = admin();
        admin.publish(namespace, Map.of("kind", "http", "url", document));
        admin.poll(namespace);
        for (Member reader : readers) {
            admin.post("/api/v1/grants", Map.of("namespace", namespace, "partner", reader.organisation()))
                    .good();
        }
        return "/sites/" + organisation() + "/" + namespace;
    }

    /// This site's id, as others show it.
    public String siteId() throws IOException {
        return about().path("siteId").asText();
    }

    JsonNode about() throws IOException {
        return admin().get("/api/v1/site").good();
    }

    /// Makes this site lie: one byte in the middle of every piece that it keeps becomes another.
    public void spoilPieces() throws IOException {
        Pieces.eachPack(site().folder(), Member::spoil);
    }

    /// A pack has a head of 8 bytes, then for each piece its length and 36 bytes more before it.
    private static void spoil(Path pack) {
        try (RandomAccessFile file = new RandomAccessFile(pack.toFile(), "rw")) {
            long at = PACK_HEAD;
            while (at + PIECE_HEAD < file.length()) {
                file.seek(at);
                int length = file.readInt();
                long middle = at + PIECE_HEAD + length / 2;
                file.seek(middle);
                int old = file.read();
                file.seek(middle);
                file.write(old ^ 1);
                at += PIECE_HEAD + length;
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void forgetPieces() throws IOException {
        Pieces.forget(site().folder());
    }
}
