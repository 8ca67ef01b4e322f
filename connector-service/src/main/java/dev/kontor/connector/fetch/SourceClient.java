package dev.kontor.connector.fetch;

import dev.kontor.connector.fetch.SourceFault.Reason;
import dev.kontor.connector.source.HttpSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledExecutorService;

/// Asks one source over HTTP. Blocks; call it from a virtual thread.
///
/// Requests never leave the scheme, host and port of the source's URL: redirects and foreign links are refused, so that
/// a list cannot make this site fetch from elsewhere on its LAN. Every wait has a deadline and every body a limit.
public final class SourceClient {
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    private final HttpClient http;
    private final HttpSource source;
    private final FetchLimits limits;
    private final ScheduledExecutorService watchdog;

    public SourceClient(HttpClient http, HttpSource source, FetchLimits limits, ScheduledExecutorService watchdog) {
        this.http = http;
        this.source = source;
        this.limits = limits;
        this.watchdog = watchdog;
    }

    public FetchLimits limits() {
        return limits;
    }

    /// A conditional GET of one document.
    ///
    /// @param known what we have; [Validators#NONE] to ask without condition
    /// @param most bytes of the body that are accepted
    public SourceAnswer get(URI url, String accept, Validators known, long most) throws SourceFault {
        HttpResponse<InputStream> response = send(conditional(request(url, accept), known));
        if (response.statusCode() == NOT_MODIFIED && known.usable()) {
            close(response.body());
            return new SourceAnswer.NotModified();
        }
        if (response.statusCode() != OK) {
            close(response.body());
            throw new SourceFault(Reason.WRONG_STATUS, wrongStatus(url, response));
        }
        return document(url, response, most);
    }

    private static String wrongStatus(URI url, HttpResponse<InputStream> response) {
        String status = "the source answered " + response.statusCode() + " to GET " + url.getPath();
        if (response.statusCode() >= 300 && response.statusCode() < 400) {
            return status + "; redirects are not followed, configure the address it leads to";
        }
        return status;
    }

    private SourceAnswer.Document document(URI url, HttpResponse<InputStream> response, long most) throws SourceFault {
        OptionalLong size = response.headers().firstValueAsLong("Content-Length");
        if (size.isPresent() && size.getAsLong() > most) {
            close(response.body());
            throw new SourceFault(
                    Reason.TOO_LARGE,
                    "GET " + url.getPath() + " announces " + size.getAsLong() + " bytes, the limit is " + most);
        }
        Optional<String> lastModified = response.headers().firstValue("Last-Modified");
        Validators validators =
                new Validators(response.headers().firstValue("ETag").orElse(null), lastModified.orElse(null), null);
        Optional<String> next = NextLink.in(response.headers().allValues("Link"));
        return new SourceAnswer.Document(
                new GuardedBody(response.body(), most, size, limits.silence(), watchdog),
                response.headers().firstValue("Content-Type").orElse("application/octet-stream"),
                size,
                lastModified.flatMap(SourceClient::httpDate),
                validators,
                next.isPresent() ? Optional.of(resolve(url, next.get())) : Optional.empty());
    }

    /// A link of the source, made absolute.
    ///
    /// @throws SourceFault when it leads away from the source, or is no URL
    public URI resolve(URI base, String link) throws SourceFault {
        URI target;
        try {
            target = base.resolve(link);
        } catch (IllegalArgumentException malformed) {
            throw new SourceFault(Reason.BAD_ITEM, "the source links to something that is no URL", malformed);
        }
        if (target.getHost() == null || !source.reaches(target)) {
            throw new SourceFault(
                    Reason.LEFT_THE_SOURCE,
                    "the source links to another server, which is not asked: " + target.getHost());
        }
        return target;
    }

    private HttpRequest.Builder request(URI url, String accept) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .GET()
                .timeout(limits.answer())
                .header("Accept", accept)
                .header("User-Agent", "Kontor");
        source.headers().forEach(request::header);
        return request;
    }

    private static HttpRequest conditional(HttpRequest.Builder request, Validators known) {
        if (known.etag() != null) {
            request.header("If-None-Match", known.etag());
        } else if (known.lastModified() != null) {
            request.header("If-Modified-Since", known.lastModified());
        }
        return request.build();
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws SourceFault {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (HttpTimeoutException late) {
            throw new SourceFault(
                    Reason.TIMED_OUT, "no answer within " + limits.answer().toSeconds() + " s", late);
        } catch (IOException broken) {
            String why = broken.getMessage() == null ? broken.getClass().getSimpleName() : broken.getMessage();
            throw new SourceFault(
                    Reason.UNREACHABLE, "no connection to " + request.uri().getAuthority() + ": " + why, broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SourceFault(Reason.UNREACHABLE, "the poll was stopped", stopped);
        }
    }

    private static Optional<Instant> httpDate(String text) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }

    private static void close(InputStream body) throws SourceFault {
        try {
            body.close();
        } catch (IOException broken) {
            throw new SourceFault(Reason.UNREACHABLE, "the connection broke", broken);
        }
    }
}
