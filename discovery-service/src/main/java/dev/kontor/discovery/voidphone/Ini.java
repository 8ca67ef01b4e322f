package dev.kontor.discovery.voidphone;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A Windows-INI file: `[section]`, `key = value`, comments behind `;` or `#` at the start of a line. What stands
/// before the first section belongs to the section with the empty name. Names are read as lower case.
record Ini(Map<String, Map<String, String>> sections) {
    static Ini parse(List<String> lines) {
        Map<String, Map<String, String>> sections = new HashMap<>();
        String section = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replace("\uFEFF", "").strip();
            if (line.isEmpty() || line.startsWith(";") || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[") && line.endsWith("]")) {
                section = lower(line.substring(1, line.length() - 1));
                continue;
            }
            int equals = line.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "line " + (i + 1) + " is neither [section] nor key = value: " + line);
            }
            sections.computeIfAbsent(section, _ -> new HashMap<>())
                    .put(lower(line.substring(0, equals)), unquoted(line.substring(equals + 1)));
        }
        return new Ini(sections);
    }

    private static String lower(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private static String unquoted(String value) {
        String bare = value.strip();
        boolean quoted = bare.length() > 1 && bare.startsWith("\"") && bare.endsWith("\"");
        return quoted ? bare.substring(1, bare.length() - 1) : bare;
    }

    Optional<String> value(String section, String key) {
        return Optional.ofNullable(sections.getOrDefault(section, Map.of()).get(key));
    }
}
