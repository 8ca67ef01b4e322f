package dev.kontor.cli.address;

import dev.kontor.cli.exit.Failure;
import dev.kontor.wire.address.KontorAddress;
import dev.kontor.wire.address.SiteName;
import dev.kontor.wire.bytes.MalformedException;

/// What an address points at: a whole site, or something in one of its namespaces.
public sealed interface Target {

    record OneSite(SiteName site) implements Target {}

    /// Something in a namespace.
    ///
    /// @param folder whether a slash at the end says that what lies below is meant, never a document
    record Content(KontorAddress address, boolean folder) implements Target {}

    /// Reads `kontor://name` or `kontor://name/namespace[/path][/]`.
    static Target parse(String text) {
        boolean slash = text.length() > KontorAddress.SCHEME.length() && text.endsWith("/");
        String trimmed = slash ? text.substring(0, text.length() - 1) : text;
        try {
            if (!trimmed.startsWith(KontorAddress.SCHEME)) {
                throw new MalformedException(0, "it starts with " + KontorAddress.SCHEME);
            }
            String rest = trimmed.substring(KontorAddress.SCHEME.length());
            return rest.contains("/")
                    ? new Content(KontorAddress.parse(trimmed), slash)
                    : new OneSite(SiteName.parse(rest));
        } catch (MalformedException e) {
            throw Failure.usage("'" + text + "' is no address: " + e.reason()
                    + ". An address looks like kontor://acme-inc/invoices or kontor://acme-inc/invoices/2026/1.xml.");
        }
    }

    /// Reads an address that names a namespace.
    static Content content(String text) {
        return switch (parse(text)) {
            case Content content -> content;
            case OneSite(SiteName site) ->
                throw Failure.usage(
                        "'" + text + "' names a site, not data. Its namespaces: kontor ls kontor://" + site);
        };
    }
}
