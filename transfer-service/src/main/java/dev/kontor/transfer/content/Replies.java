package dev.kontor.transfer.content;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kontor.kit.problem.Problem;
import dev.kontor.kit.problem.ProblemType;
import dev.kontor.transfer.content.Body.Literal;
import dev.kontor.transfer.content.Body.Part;
import dev.kontor.transfer.content.Body.Stretch;
import dev.kontor.transfer.fetch.Answer;
import dev.kontor.transfer.http.Accept;
import dev.kontor.transfer.http.ByteRange;
import dev.kontor.transfer.http.EntityTag;
import dev.kontor.transfer.http.HttpDate;
import dev.kontor.transfer.http.MultipartRanges;
import dev.kontor.transfer.http.Preconditions;
import dev.kontor.transfer.http.Preconditions.Representation;
import dev.kontor.transfer.http.RangeSelection;
import dev.kontor.transfer.http.Tar;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.Entry;
import dev.kontor.wire.crypto.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides what a client gets of a snapshot that can be read. Reads no content. Safe for use by any thread.
final class Replies {
    private static final String JSON = "application/json";
    private static final String HTML = "text/html";
    private static final String TAR = "application/x-tar";
    private static final List<String> DIRECTORY_TYPES = List.of(JSON, HTML, TAR);

    private final ObjectMapper json;

    Replies(ObjectMapper json) {
        this.json = json;
    }

    Reply of(ContentRequest request, Answer.Here here, Instant now) {
        Reply reply = representation(request, here, now);
        return reply.with(provenance(here, now));
    }

    private Reply representation(ContentRequest request, Answer.Here here, Instant now) {
        Accept accept = Accept.parse(request.headers().value("Accept"));
        Optional<Entry> entry = here.index().entry(request.path());
        if (entry.isPresent() && !request.directory()) {
            boolean archive = request.path().root()
                    && accept.names(TAR)
                    && accept.quality(TAR) > accept.quality(bare(entry.get().mediaType()));
            return archive ? tar(request, here, now) : entry(request, here, entry.get(), now);
        }
        Optional<Listing> listing = Listing.of(here.snapshot(), here.index(), request.path(), request.after());
        if (listing.isEmpty()) {
            throw ProblemType.NOT_FOUND.because("The snapshot holds nothing at " + request.path() + ".");
        }
        String type = accept.choose(DIRECTORY_TYPES)
                .orElseThrow(() -> ProblemType.NOT_ACCEPTABLE.because(
                        "A directory is offered as " + String.join(", ", DIRECTORY_TYPES) + "."));
        return type.equals(TAR) ? tar(request, here, now) : listing(request, listing.get(), type, now);
    }

    private Reply entry(ContentRequest request, Answer.Here here, Entry entry, Instant now) {
        Map<String, String> headers = new LinkedHashMap<>();
        Instant stated = entry.modifiedAt() == null ? here.snapshot().manifest().createdAt() : entry.modifiedAt();
        // RFC 9110, section 8.8.2.1: never later than the answer, whatever clock the source has.
        Instant modified = stated.isAfter(now) ? now : stated;
        EntityTag tag = EntityTag.strong(entry.sha256().hex());
        headers.put("ETag", tag.toString());
        headers.put("Last-Modified", HttpDate.format(modified));
        headers.put("Accept-Ranges", "bytes");
        headers.put("Repr-Digest", digest(entry.sha256()));
        headers.put("Content-Security-Policy", "sandbox");
        if (request.path().root()) {
            headers.put("Vary", "Accept");
        }
        Representation current = new Representation(tag, Optional.of(modified), entry.size());
        return switch (Preconditions.evaluate(request.head(), request.headers(), current, now)) {
            case Preconditions.NotModified _ -> new Reply(304, without(headers, "Repr-Digest"), Body.EMPTY);
            case Preconditions.Failed _ ->
                throw ProblemType.PRECONDITION_FAILED.because("The document has the entity tag " + tag + " now.");
            case Preconditions.Proceed(var selection) -> selected(entry, selection, headers);
        };
    }

    private Reply selected(Entry entry, RangeSelection selection, Map<String, String> headers) {
        return switch (selection) {
            case RangeSelection.Whole _ -> {
                headers.put("Content-Type", entry.mediaType());
                yield new Reply(200, headers, Body.of(entry));
            }
            case RangeSelection.Unsatisfiable _ -> {
                Problem problem = ProblemType.RANGE_NOT_SATISFIABLE
                        .because("The document has " + entry.size() + " bytes; a range begins before its end.")
                        .problem();
                Map<String, String> refusal = new LinkedHashMap<>();
                refusal.put("Content-Range", "bytes */" + entry.size());
                refusal.put("Content-Type", Problem.MEDIA_TYPE);
                yield new Reply(416, refusal, Body.of(Bytes.of(json(problem))));
            }
            case RangeSelection.Partial(var ranges)
            when ranges.size() == 1 -> {
                ByteRange range = ranges.getFirst();
                headers.put("Content-Type", entry.mediaType());
                headers.put("Content-Range", range.contentRange(entry.size()));
                List<Part> part = List.of(new Stretch(entry, range.first(), range.length()));
                yield new Reply(206, headers, new Body(part, range.length()));
            }
            case RangeSelection.Partial(var ranges) -> multipart(entry, ranges, headers);
        };
    }

    private static Reply multipart(Entry entry, List<ByteRange> ranges, Map<String, String> headers) {
        String boundary = "kontor-" + entry.sha256().hex().substring(0, 24);
        MultipartRanges envelope = new MultipartRanges(boundary, entry.mediaType(), entry.size(), ranges);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < ranges.size(); i++) {
            parts.add(new Literal(Bytes.of(envelope.before(i))));
            parts.add(new Stretch(entry, ranges.get(i).first(), ranges.get(i).length()));
        }
        parts.add(new Literal(Bytes.of(envelope.end())));
        headers.put("Content-Type", envelope.contentType());
        return new Reply(206, headers, new Body(parts, envelope.contentLength()));
    }

    private Reply listing(ContentRequest request, Listing listing, String type, Instant now) {
        String base = request.directory() ? "" : "./" + uri(request.lastSegment()) + "/";
        Bytes bytes =
                type.equals(HTML) ? Bytes.utf8(ListingPage.of(listing, base)) : Bytes.of(json(listing.seenFrom(base)));
        Bytes sha256 = Sha256.digest(bytes);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", type.equals(HTML) ? "text/html; charset=utf-8" : JSON);
        headers.put("Repr-Digest", digest(sha256));
        headers.put("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        return conditional(request, EntityTag.strong(sha256.hex()), listing.createdAt(), headers, Body.of(bytes), now);
    }

    private static Reply tar(ContentRequest request, Answer.Here here, Instant now) {
        List<Part> parts = new ArrayList<>();
        long length = 0;
        for (Entry entry : here.index().entries()) {
            if (!entry.path().within(request.path()) || entry.path().root()) {
                continue;
            }
            byte[] head = Tar.header(entry.path().text(), entry.size(), Optional.ofNullable(entry.modifiedAt()));
            byte[] padding = Tar.padding(entry.size());
            parts.add(new Literal(Bytes.of(head)));
            parts.add(new Stretch(entry, 0, entry.size()));
            parts.add(new Literal(Bytes.of(padding)));
            length += head.length + entry.size() + padding.length;
        }
        parts.add(new Literal(Bytes.of(Tar.end())));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", TAR);
        headers.put(
                "Content-Disposition",
                "attachment; filename=\"" + here.snapshot().manifest().namespace() + ".tar\"");
        Bytes identity = Sha256.digest(
                here.snapshot().id().bytes(),
                Bytes.utf8(TAR),
                Bytes.utf8(request.path().text()));
        return conditional(
                request,
                EntityTag.strong(identity.hex()),
                here.snapshot().manifest().createdAt(),
                headers,
                new Body(parts, length + Tar.end().length),
                now);
    }

    private static Reply conditional(
            ContentRequest request,
            EntityTag tag,
            Instant modified,
            Map<String, String> headers,
            Body body,
            Instant now) {
        headers.put("ETag", tag.toString());
        headers.put("Last-Modified", HttpDate.format(modified));
        headers.put("Vary", "Accept");
        Representation current = new Representation(tag, Optional.of(modified), -1);
        return switch (Preconditions.evaluate(request.head(), request.headers(), current, now)) {
            case Preconditions.NotModified _ -> new Reply(304, without(headers, "Content-Type"), Body.EMPTY);
            case Preconditions.Failed _ ->
                throw ProblemType.PRECONDITION_FAILED.because("The representation has the entity tag " + tag + " now.");
            case Preconditions.Proceed _ -> new Reply(200, headers, body);
        };
    }

    private static Map<String, String> provenance(Answer.Here here, Instant now) {
        Map<String, String> headers = new LinkedHashMap<>();
        long age = Math.max(0, Duration.between(here.confirmedAt(), now).toSeconds());
        headers.put("Age", Long.toString(age));
        headers.put("Cache-Control", "private, no-cache");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Kontor-Snapshot", here.snapshot().id().toString());
        here.receiptId().ifPresent(receipt -> headers.put("Kontor-Receipt", receipt.hex()));
        headers.put(
                "Kontor-Source",
                switch (here.origin()) {
                    case OWN -> "own";
                    case PARTNER -> "partner";
                    case VERIFIED_COPY -> "verified-copy";
                });
        return headers;
    }

    private byte[] json(Object body) {
        try {
            return json.writeValueAsBytes(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("not JSON: " + body.getClass(), impossible);
        }
    }

    private static Map<String, String> without(Map<String, String> headers, String name) {
        Map<String, String> rest = new LinkedHashMap<>(headers);
        rest.remove(name);
        return rest;
    }

    private static String digest(Bytes sha256) {
        return "sha-256=:" + Base64.getEncoder().encodeToString(sha256.toArray()) + ":";
    }

    private static String bare(String mediaType) {
        int semicolon = mediaType.indexOf(';');
        return (semicolon < 0 ? mediaType : mediaType.substring(0, semicolon))
                .strip()
                .toLowerCase(java.util.Locale.ROOT);
    }

    private static String uri(String segment) {
        return new dev.kontor.wire.address.EntryPath(segment).toUri();
    }
}
