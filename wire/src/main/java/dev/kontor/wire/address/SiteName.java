package dev.kontor.wire.address;

import dev.kontor.wire.bytes.MalformedException;
import java.util.Locale;
import java.util.regex.Pattern;

/// What people put where an address says whose data: a petname, a DNS domain, or an organisation's id. 1 to 253 of
/// `a-z`, `0-9`, `.` and `-`, in labels that are not empty and do not start or end with `-`.
public record SiteName(String text) implements Comparable<SiteName> {
    public static final int MAX_LENGTH = 253;

    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern FORM = Pattern.compile("(?=.{1,253}$)" + LABEL + "(\\." + LABEL + ")*");

    public SiteName {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not a site name");
        }
    }

    /// Takes upper case too, as people type it, and stores lower case.
    ///
    /// @throws MalformedException when the text is no name
    public static SiteName parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!FORM.matcher(lower).matches()) {
            throw new MalformedException(0, "a name is 1 to 253 of a-z, 0-9, - and . in labels of at most 63");
        }
        return new SiteName(lower);
    }

    @Override
    public int compareTo(SiteName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
