package dev.kontor.cli.fetch;

import dev.kontor.cli.download.ContentChanged;
import dev.kontor.cli.download.Digest;
import dev.kontor.cli.download.RemoteFile;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.gateway.Unreachable;
import dev.kontor.cli.listing.Location;
import dev.kontor.cli.listing.Walk;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// What stands at an address.
sealed interface Found {

    record Document(RemoteFile file, Provenance from) implements Found {}

    record Many(List<RemoteFile> files, Provenance from) implements Found {}

    /// Asks for the header of the document; where there is none, or a folder is meant, for everything below.
    static Found at(Gateway gateway, Location location, boolean folder) throws ContentChanged {
        if (folder) {
            return many(gateway, location);
        }
        try {
            HttpResponse<InputStream> head = ask(gateway, location, "HEAD");
            head.body().close();
            // A refusal without a body does not explain itself, and some live sources know no HEAD.
            HttpResponse<InputStream> answer = head.statusCode() == 200 ? head : ask(gateway, location, "GET");
            if (answer.statusCode() != 200) {
                throw Gateway.problem(answer).toFailure(location.toString());
            }
            answer.body().close();
            return isDocument(answer.headers()) ? document(location, answer.headers()) : many(gateway, location);
        } catch (IOException e) {
            throw Unreachable.failure("the gateway", gateway.base(), e);
        }
    }

    private static HttpResponse<InputStream> ask(Gateway gateway, Location location, String method) throws IOException {
        return gateway.fetch(method, location.document(), Map.of("Accept", "*/*"));
    }

    /// A document of a snapshot has ranges, a listing has none. What belongs to no snapshot comes from a live source.
    private static boolean isDocument(HttpHeaders headers) {
        return headers.firstValue("Kontor-Snapshot").isEmpty()
                || headers.firstValue("Accept-Ranges").filter("bytes"::equals).isPresent();
    }

    private static Found document(Location location, HttpHeaders headers) {
        var digest = Digest.announced(headers);
        OptionalLong size = digest.isPresent() ? headers.firstValueAsLong("Content-Length") : OptionalLong.empty();
        return new Document(
                new RemoteFile(location.document(), location.toString(), size, digest), Provenance.of(headers));
    }

    private static Found many(Gateway gateway, Location location) throws ContentChanged {
        Walk.Found found = Walk.below(gateway, location);
        return new Many(found.files(), Provenance.of(found.headers()));
    }
}
