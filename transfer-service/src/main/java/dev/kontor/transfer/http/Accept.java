package dev.kontor.transfer.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The client's preferences among media types (RFC 9110 §12.5.1): quality values, the most specific range wins.
public record Accept(List<Preference> preferences) {
    /// Our choice: later entries of a longer field are ignored.
    private static final int MAX_PREFERENCES = 64;

    public Accept {
        preferences = List.copyOf(preferences);
    }

    /// `quality` in thousandths; `specificity` 0 for `*/*`, 1 for `type/*`, 2 for `type/subtype`.
    record Preference(String type, String subtype, int quality) {
        int specificity() {
            return type.equals("*") ? 0 : subtype.equals("*") ? 1 : 2;
        }

        boolean covers(String mediaType) {
            return switch (specificity()) {
                case 0 -> true;
                case 1 -> mediaType.startsWith(type + "/");
                default -> mediaType.equals(type + "/" + subtype);
            };
        }

        static Optional<Preference> parse(String text) {
            String[] parts = text.split(";", -1);
            String[] names = parts[0].strip().toLowerCase(Locale.ROOT).split("/", -1);
            if (names.length != 2 || names[0].isEmpty() || names[1].isEmpty()) {
                return Optional.empty();
            }
            int quality = 1000;
            for (int i = 1; i < parts.length; i++) {
                String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
                if (parameter.startsWith("q=")) {
                    quality = quality(parameter.substring(2));
                }
            }
            return Optional.of(new Preference(names[0], names[1], quality));
        }

        private static int quality(String text) {
            if (text.matches("1(\\.0{0,3})?")) {
                return 1000;
            }
            if (!text.matches("0(\\.\\d{0,3})?")) {
                return 1000;
            }
            String digits = text.length() > 2 ? text.substring(2) : "";
            return Integer.parseInt((digits + "000").substring(0, 3));
        }
    }

    /// No field, or an empty one, accepts everything.
    public static Accept parse(Optional<String> field) {
        List<Preference> preferences = new ArrayList<>();
        String[] items = field.map(value -> value.split(",", -1)).orElse(new String[0]);
        for (int i = 0; i < Math.min(items.length, MAX_PREFERENCES); i++) {
            Preference.parse(items[i]).ifPresent(preferences::add);
        }
        return preferences.isEmpty() ? new Accept(List.of(new Preference("*", "*", 1000))) : new Accept(preferences);
    }

    /// 0 (not acceptable) to 1000 for a media type without parameters, in lower case.
    public int quality(String mediaType) {
        int specificity = -1;
        int quality = 0;
        for (Preference preference : preferences) {
            if (preference.specificity() > specificity && preference.covers(mediaType)) {
                specificity = preference.specificity();
                quality = preference.quality();
            }
        }
        return quality;
    }

    /// Whether the client names this very type, not only a wildcard that covers it.
    public boolean names(String mediaType) {
        return preferences.stream().anyMatch(p -> p.specificity() == 2 && p.quality() > 0 && p.covers(mediaType));
    }

    /// The preferred one; of equals the one offered first.
    public Optional<String> choose(List<String> offered) {
        Optional<String> best = Optional.empty();
        int bestQuality = 0;
        for (String mediaType : offered) {
            int quality = quality(mediaType);
            if (quality > bestQuality) {
                best = Optional.of(mediaType);
                bestQuality = quality;
            }
        }
        return best;
    }
}
