package dev.kontor.connector.fetch;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the next page in `Link` headers (RFC 8288): `<https://…?page=2>; rel="next"`.
final class NextLink {
    private static final Pattern LINK = Pattern.compile("<([^<>]{1,2048})>([^<]{0,512})");
    private static final Pattern NEXT = Pattern.compile("(?i);\\s*rel\\s*=\\s*(?:\"[^\"]*\\bnext\\b[^\"]*\"|next\\b)");

    private NextLink() {}

    static Optional<String> in(List<String> headers) {
        for (String header : headers) {
            Matcher link = LINK.matcher(header);
            while (link.find()) {
                if (NEXT.matcher(link.group(2)).find()) {
                    return Optional.of(link.group(1));
                }
            }
        }
        return Optional.empty();
    }
}
