package dev.kontor.connector.source;

/// One representation of an item: asked for with the `Accept` header `accept`, stored under the item's id and
/// `suffix`.
public record Format(String suffix, String accept) {
    /// Whatever the source sends when nothing is asked for in particular.
    public static final Format ANY = new Format("", "*/*");
}
