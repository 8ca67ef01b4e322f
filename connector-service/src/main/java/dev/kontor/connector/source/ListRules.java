package dev.kontor.connector.source;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;
import java.util.Optional;

/// How the items of a collection are found in the JSON answer of its list.
///
/// Pointers are JSON pointers (RFC 6901): `items` and `next` into the answer, the others into one item. The pages of a
/// list follow each other by a `Link: <…>; rel="next"` header (RFC 8288) or by the URL at `next`.
///
/// @param items the array of items, `""` when the answer is the array
/// @param id what an item is called; it becomes the entry's path, before the format's suffix
/// @param href the item's URL, absolute or relative to the page; without it the item lies at `<source url>/<id>`
/// @param next the URL of the next page
/// @param version a value that changes whenever the item does; an item with the same version is not asked for again
/// @param formats the representations to collect of each item; at least one
public record ListRules(
        JsonPointer items,
        JsonPointer id,
        Optional<JsonPointer> href,
        Optional<JsonPointer> next,
        Optional<JsonPointer> version,
        List<Format> formats) {
    public static final int MAX_FORMATS = 8;

    public ListRules {
        formats = List.copyOf(formats);
        if (formats.isEmpty() || formats.size() > MAX_FORMATS) {
            throw new IllegalArgumentException("a list has 1 to " + MAX_FORMATS + " formats");
        }
    }
}
