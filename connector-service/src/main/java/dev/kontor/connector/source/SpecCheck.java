package dev.kontor.connector.source;

import com.fasterxml.jackson.core.JsonPointer;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.bytes.MalformedException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Checks a [NamespaceRequest] and names everything that is wrong with it at once.
public final class SpecCheck {
    // Our choice.
    static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofDays(31);
    static final Duration USUAL = Duration.ofMinutes(15);
    static final int SMALLEST_PIECE = 16 * 1024;
    static final int USUAL_PIECE = 1024 * 1024;
    static final int LARGEST_PIECE = 4 * 1024 * 1024;
    static final int MAX_HEADERS = 32;
    static final int MAX_URL = 2048;

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");
    private static final Pattern SUFFIX = Pattern.compile("(\\.[A-Za-z0-9-]{1,16})?");
    private static final Set<String> OURS = Set.of(
            "host",
            "connection",
            "content-length",
            "transfer-encoding",
            "upgrade",
            "expect",
            "accept",
            "range",
            "if-none-match",
            "if-modified-since",
            "keep-alive",
            "te",
            "trailer");

    /// What came of a check.
    public sealed interface Verdict {
        record Sound(NamespaceSpec spec) implements Verdict {}

        record Flawed(List<Flaw> flaws) implements Verdict {}
    }

    /// One thing that is wrong: which field, and what would be right.
    public record Flaw(String field, String message) {}

    private final List<Flaw> flaws = new ArrayList<>();

    private SpecCheck() {}

    public static Verdict check(NamespaceRequest request) {
        return new SpecCheck().verdict(request);
    }

    private Verdict verdict(NamespaceRequest request) {
        Optional<NamespaceName> name = name(request.name());
        Mode mode = request.mode() == null ? Mode.SNAPSHOT : request.mode();
        Optional<HttpSource> source = source(request.source(), mode);
        Duration every = every(request.pollSeconds());
        int pieceSize = pieceSize(request.pieceSize());
        if (flaws.isEmpty() && name.isPresent() && source.isPresent()) {
            return new Verdict.Sound(new NamespaceSpec(name.get(), mode, source.get(), every, pieceSize));
        }
        return new Verdict.Flawed(List.copyOf(flaws));
    }

    private Optional<NamespaceName> name(@Nullable String name) {
        try {
            return Optional.of(NamespaceName.parse(name == null ? "" : name));
        } catch (MalformedException malformed) {
            return flaw("name", "1 to 63 of a-z, 0-9 and inner -, for example invoices");
        }
    }

    private Duration every(@Nullable Long seconds) {
        Duration every = seconds == null ? USUAL : Duration.ofSeconds(Math.clamp(seconds, -1, Integer.MAX_VALUE));
        if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0) {
            flaw("pollSeconds", "between " + SHORTEST.toSeconds() + " and " + LONGEST.toSeconds());
        }
        return every;
    }

    private int pieceSize(@Nullable Integer given) {
        int size = given == null ? USUAL_PIECE : given;
        if (size < SMALLEST_PIECE || size > LARGEST_PIECE || size % SMALLEST_PIECE != 0) {
            flaw("pieceSize", "a multiple of 16384 between " + SMALLEST_PIECE + " and " + LARGEST_PIECE);
        }
        return size;
    }

    private Optional<HttpSource> source(NamespaceRequest.@Nullable Source source, Mode mode) {
        if (source == null) {
            return flaw("source", "tell where the data comes from: {\"kind\":\"http\",\"url\":\"http://…\"}");
        }
        if (!"http".equals(source.kind())) {
            flaw("source.kind", "only http is known");
        }
        if (mode == Mode.LIVE && source.list() != null) {
            flaw("source.list", "a live namespace passes requests through and has no list");
        }
        Optional<URI> url = url(source.url());
        Map<String, String> headers = headers(source.headers() == null ? Map.of() : source.headers());
        Optional<ListRules> list = Optional.ofNullable(source.list()).flatMap(this::list);
        return url.map(found -> new HttpSource(found, headers, list));
    }

    private Optional<URI> url(@Nullable String text) {
        try {
            URI url = new URI(text == null ? "" : text);
            boolean scheme = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            boolean plain = url.getHost() != null && url.getUserInfo() == null && url.getFragment() == null;
            if (scheme && plain && url.toString().length() <= MAX_URL) {
                return Optional.of(url);
            }
        } catch (URISyntaxException malformed) {
            return flaw("source.url", "not a URL at position " + malformed.getIndex());
        }
        return flaw(
                "source.url",
                "an absolute http or https URL without user or fragment; credentials belong into source.headers");
    }

    private Map<String, String> headers(Map<String, String> headers) {
        if (headers.size() > MAX_HEADERS) {
            flaw("source.headers", "at most " + MAX_HEADERS + " headers");
        }
        headers.forEach((name, value) -> {
            if (!TOKEN.matcher(name).matches()) {
                flaw("source.headers", "not a header name");
            } else if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
                flaw("source.headers." + name, "is set by Kontor itself");
            } else if (value == null || value.length() > 4096 || value.chars().anyMatch(c -> c < 32 || c > 126)) {
                flaw("source.headers." + name, "at most 4096 printable ASCII characters");
            }
        });
        return flaws.isEmpty() ? headers : Map.of();
    }

    private Optional<ListRules> list(NamespaceRequest.Items list) {
        Optional<JsonPointer> items = pointer("source.list.items", list.items() == null ? "" : list.items());
        Optional<JsonPointer> id = pointer("source.list.id", list.id() == null ? "/id" : list.id());
        Optional<JsonPointer> href = optionalPointer("source.list.href", list.href());
        Optional<JsonPointer> next = optionalPointer("source.list.next", list.next());
        Optional<JsonPointer> version = optionalPointer("source.list.version", list.version());
        List<Format> formats = formats(list.formats() == null ? List.of(Format.ANY) : list.formats());
        return flaws.isEmpty()
                ? Optional.of(new ListRules(items.orElseThrow(), id.orElseThrow(), href, next, version, formats))
                : Optional.empty();
    }

    private List<Format> formats(List<Format> formats) {
        if (formats.isEmpty() || formats.size() > ListRules.MAX_FORMATS) {
            flaw("source.list.formats", "1 to " + ListRules.MAX_FORMATS + " formats");
        }
        if (formats.stream().map(Format::suffix).distinct().count() < formats.size()) {
            flaw("source.list.formats", "each format needs a suffix of its own");
        }
        for (Format format : formats) {
            if (format.suffix() == null || !SUFFIX.matcher(format.suffix()).matches()) {
                flaw("source.list.formats.suffix", "empty or a dot and up to 16 letters, for example .xml");
            }
            if (format.accept() == null || format.accept().chars().anyMatch(c -> c < 32 || c > 126)) {
                flaw("source.list.formats.accept", "the value of an Accept header, for example application/xml");
            }
        }
        return formats;
    }

    private Optional<JsonPointer> optionalPointer(String field, @Nullable String text) {
        return text == null ? Optional.empty() : pointer(field, text);
    }

    private Optional<JsonPointer> pointer(String field, String text) {
        try {
            return Optional.of(JsonPointer.compile(text));
        } catch (IllegalArgumentException malformed) {
            return flaw(field, "a JSON pointer such as /items (RFC 6901), or the empty text for the whole");
        }
    }

    private <T> Optional<T> flaw(String field, String message) {
        flaws.add(new Flaw(field, message));
        return Optional.empty();
    }
}
