package dev.kontor.transfer.content;

import java.util.Locale;

/// A listing as a page for people. Everything that comes from the snapshot is escaped; no script, no foreign resource.
final class ListingPage {
    private ListingPage() {}

    /// The page.
    ///
    /// @param base what relative links begin with
    static String of(Listing listing, String base) {
        String title = escape(listing.namespace() + (listing.path().isEmpty() ? "" : "/" + listing.path()));
        StringBuilder page = new StringBuilder(String.format(
                Locale.ROOT, """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>%s</title>
            <style>body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}
            table{border-collapse:collapse;width:100%%}td,th{text-align:left;padding:.2rem .6rem;border-bottom:1px solid #ddd}
            td.n{text-align:right;font-variant-numeric:tabular-nums}small{color:#666}</style></head>
            <body><h1>%s</h1><p><small>snapshot %s, number %d, made %s</small></p>
            <table><thead><tr><th>Name</th><th>Type</th><th>Bytes</th><th>Modified</th></tr></thead><tbody>
            """, title, title, listing.snapshot(), listing.sequence(), listing.createdAt()));
        if (!listing.path().isEmpty()) {
            page.append("<tr><td><a href=\"")
                    .append(escape(base.isEmpty() ? "../" : "./"))
                    .append("\">..</a></td><td></td><td></td><td></td></tr>\n");
        }
        listing.entries().forEach(item -> row(page, item, base));
        page.append("</tbody></table>");
        if (listing.next() != null) {
            page.append("<p><a href=\"").append(escape(listing.next())).append("\">more</a></p>");
        }
        return page.append("</body></html>\n").toString();
    }

    private static void row(StringBuilder page, Listing.Item item, String base) {
        String type = item.folder() ? item.entries() + " entries" : String.valueOf(item.mediaType());
        page.append("<tr><td><a href=\"")
                .append(escape(base + item.href()))
                .append("\">")
                .append(escape(item.name()))
                .append("</a></td><td>")
                .append(escape(type))
                .append("</td><td class=\"n\">")
                .append(item.size())
                .append("</td><td>")
                .append(item.modifiedAt() == null ? "" : item.modifiedAt().toString())
                .append("</td></tr>\n");
    }

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
