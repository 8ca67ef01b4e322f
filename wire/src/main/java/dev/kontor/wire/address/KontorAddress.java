package dev.kontor.wire.address;

import dev.kontor.wire.bytes.MalformedException;

/// The address of shared data: `kontor://<name>/<namespace>[/path]`, the path percent-encoded. Has no user, port, query
/// or fragment.
///
/// @param path what is wanted in the namespace; [EntryPath#ROOT] when the address ends with the namespace
public record KontorAddress(SiteName site, NamespaceName namespace, EntryPath path) {
    public static final String SCHEME = "kontor://";
    public static final int MAX_LENGTH = 4096;

    public static KontorAddress of(String site, String namespace) {
        return new KontorAddress(SiteName.parse(site), NamespaceName.parse(namespace), EntryPath.ROOT);
    }

    /// Reads the text form, strictly.
    ///
    /// @throws MalformedException when the text is no address
    public static KontorAddress parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new MalformedException(MAX_LENGTH, "an address has at most " + MAX_LENGTH + " characters");
        }
        if (!text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new MalformedException(0, "an address begins with kontor://");
        }
        int siteEnd = text.indexOf('/', SCHEME.length());
        if (siteEnd < 0) {
            throw new MalformedException(
                    text.length(), "an address names a namespace after the site: kontor://name/namespace");
        }
        int namespaceEnd = text.indexOf('/', siteEnd + 1);
        int end = namespaceEnd < 0 ? text.length() : namespaceEnd;
        return new KontorAddress(
                SiteName.parse(text.substring(SCHEME.length(), siteEnd)),
                NamespaceName.parse(text.substring(siteEnd + 1, end)),
                EntryPath.parseUri(namespaceEnd < 0 ? "" : text.substring(namespaceEnd + 1)));
    }

    /// The address in its one spelling.
    @Override
    public String toString() {
        return SCHEME + site + "/" + namespace + (path.root() ? "" : "/" + path.toUri());
    }
}
