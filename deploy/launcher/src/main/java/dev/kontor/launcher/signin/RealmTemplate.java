package dev.kontor.launcher.signin;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A realm as code with `${names}` for what differs between sites. Pure.
///
/// Keycloak's own `${…}` texts (such as `${role_default-roles}`) are left alone, because only known names are replaced.
public record RealmTemplate(String text) {
    private static final Pattern PLACE = Pattern.compile("\\$\\{([A-Za-z0-9_.-]+)}");
    private static final Pattern CLIENT = Pattern.compile("\"clientId\"\\s*:\\s*\"([A-Za-z0-9_.-]+)\"");

    /// The realm with every known name replaced by its value, quoted as JSON needs it.
    public String render(Map<String, String> values) {
        Matcher places = PLACE.matcher(text);
        StringBuilder rendered = new StringBuilder();
        while (places.find()) {
            String value = values.get(places.group(1));
            places.appendReplacement(
                    rendered, Matcher.quoteReplacement(value == null ? places.group() : quoted(value)));
        }
        return places.appendTail(rendered).toString();
    }

    /// Whether the template has a client of that name.
    public boolean hasClient(String clientId) {
        return CLIENT.matcher(text).results().anyMatch(match -> match.group(1).equals(clientId));
    }

    private static String quoted(String value) {
        StringBuilder safe = new StringBuilder(value.length());
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            if (c < ' ') {
                throw new IllegalArgumentException("a realm value has a control character");
            }
            if (c == '"' || c == '\\') {
                safe.append('\\');
            }
            safe.append(c);
        }
        return safe.toString();
    }
}
