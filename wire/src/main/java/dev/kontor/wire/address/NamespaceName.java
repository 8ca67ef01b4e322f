package dev.kontor.wire.address;

import dev.kontor.wire.bytes.MalformedException;
import java.util.regex.Pattern;

/// The name of a namespace within its site: 1 to 63 of `a-z`, `0-9` and `-`, not starting or ending with `-`.
public record NamespaceName(String text) implements Comparable<NamespaceName> {
    public static final int MAX_LENGTH = 63;

    private static final Pattern FORM = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    public NamespaceName {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not a namespace name");
        }
    }

    /// Reads the text form, strictly.
    ///
    /// @throws MalformedException when the text is no namespace name
    public static NamespaceName parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new MalformedException(0, "a namespace name is 1 to 63 of a-z, 0-9 and inner -");
        }
        return new NamespaceName(text);
    }

    @Override
    public int compareTo(NamespaceName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
