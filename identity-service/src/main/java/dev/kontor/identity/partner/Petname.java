package dev.kontor.identity.partner;

import dev.kontor.wire.address.SiteName;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// Our own name for a partner: unique here, whatever the partner calls itself.
final class Petname {
    private static final int MAX_SUGGESTED = 63;
    private static final int MAX_SUFFIX = 1000;

    private Petname() {}

    sealed interface Choice {
        record Free(String name) implements Choice {}

        record Taken(String name) implements Choice {}

        record Unfit(String name, String reason) implements Choice {}
    }

    /// A name that the admin wants.
    static Choice wanted(String name, Collection<String> taken) {
        if (!fits(name)) {
            return new Choice.Unfit(name, "a name has lower-case letters, digits, dots and hyphens, such as acme-inc");
        }
        return taken.contains(name) ? new Choice.Taken(name) : new Choice.Free(name);
    }

    /// A name from the other side's suggestion, made different from the names that are in use.
    static String from(String suggestion, Collection<String> taken) {
        String base = cleaned(suggestion).orElse("partner");
        String name = base;
        for (int suffix = 2; taken.contains(name) && suffix < MAX_SUFFIX; suffix++) {
            name = base + "-" + suffix;
        }
        return name;
    }

    private static Optional<String> cleaned(String suggestion) {
        String name = suggestion
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9.-]+", "-")
                .replaceAll("^[.-]+|[.-]+$", "");
        String cut = name.substring(0, Math.min(name.length(), MAX_SUGGESTED)).replaceAll("[.-]+$", "");
        return Optional.of(cut).filter(Petname::fits);
    }

    private static boolean fits(String name) {
        return isSiteName(name) && !looksLikeAnId(name);
    }

    private static boolean isSiteName(String name) {
        try {
            return new SiteName(name).text().equals(name);
        } catch (IllegalArgumentException unfit) {
            return false;
        }
    }

    /// A petname that could be read as an organisation's or site's id would shadow the real one.
    private static boolean looksLikeAnId(String name) {
        return name.matches("[a-z2-7]{52}") || name.matches("[0-9a-f]{32}");
    }
}
