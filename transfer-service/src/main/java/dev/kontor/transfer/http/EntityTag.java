package dev.kontor.transfer.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An entity tag (RFC 9110 §8.8.3). Ours are strong: the digest of the content in hex.
public record EntityTag(String opaque, boolean weak) {
    private static final Pattern TAG = Pattern.compile("(W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\"");

    /// Our choice: a request that lists more tags than this is treated as listing none of ours.
    static final int MAX_TAGS = 64;

    public static EntityTag strong(String opaque) {
        return new EntityTag(opaque, false);
    }

    /// The one tag that `text` is, or empty when it is something else (a date in `If-Range`, for example).
    static Optional<EntityTag> parse(String text) {
        Matcher matcher = TAG.matcher(text.strip());
        return matcher.matches() ? Optional.of(from(matcher)) : Optional.empty();
    }

    /// The tags of a comma-separated list; what is malformed is left out.
    static List<EntityTag> parseList(String text) {
        List<EntityTag> tags = new ArrayList<>();
        Matcher matcher = TAG.matcher(text);
        while (matcher.find() && tags.size() < MAX_TAGS) {
            tags.add(from(matcher));
        }
        return tags;
    }

    private static EntityTag from(Matcher matcher) {
        return new EntityTag(matcher.group(2), matcher.group(1) != null);
    }

    boolean matchesStrongly(EntityTag other) {
        return !weak && !other.weak && opaque.equals(other.opaque);
    }

    boolean matchesWeakly(EntityTag other) {
        return opaque.equals(other.opaque);
    }

    @Override
    public String toString() {
        return (weak ? "W/\"" : "\"") + opaque + "\"";
    }
}
