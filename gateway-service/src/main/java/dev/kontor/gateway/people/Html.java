package dev.kontor.gateway.people;

import java.util.List;

/// HTML, escaped by construction: text goes in by [#text], markup only as other HTML.
record Html(String source) {
    static Html text(String plain) {
        return new Html(plain.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;"));
    }

    static Html element(String name, Html... children) {
        StringBuilder inner = new StringBuilder();
        for (Html child : children) {
            inner.append(child.source);
        }
        return new Html("<" + name + ">" + inner + "</" + name + ">");
    }

    static Html all(List<Html> parts) {
        StringBuilder joined = new StringBuilder();
        parts.forEach(part -> joined.append(part.source));
        return new Html(joined.toString());
    }

    /// A link within this gateway.
    ///
    /// @param href beginning with a slash
    static Html link(String href, String label) {
        return new Html("<a href=\"" + text(href).source + "\">" + text(label).source + "</a>");
    }

    static Html table(List<String> heads, List<List<Html>> rows) {
        Html head = element(
                "tr", heads.stream().map(one -> element("th", text(one))).toArray(Html[]::new));
        List<Html> body = rows.stream()
                .map(row -> element(
                        "tr", row.stream().map(cell -> element("td", cell)).toArray(Html[]::new)))
                .toList();
        return element("table", element("thead", head), element("tbody", all(body)));
    }

    static Html page(String title, Html body) {
        return new Html("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                + "content=\"width=device-width, initial-scale=1\"><title>" + text(title).source
                + "</title><link rel=\"stylesheet\" href=\"/style.css\"></head><body>" + body.source
                + "</body></html>");
    }
}
