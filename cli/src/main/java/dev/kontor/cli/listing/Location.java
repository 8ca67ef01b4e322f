package dev.kontor.cli.listing;

import dev.kontor.cli.gateway.ApiPath;
import dev.kontor.wire.address.EntryPath;
import dev.kontor.wire.address.KontorAddress;

/// Where an address lies at a gateway.
public record Location(KontorAddress address) {

    /// The path of the document.
    public ApiPath document() {
        return document(address.path());
    }

    /// The path of another document in the same namespace.
    public ApiPath document(EntryPath path) {
        return ApiPath.of("sites", address.site().text(), address.namespace().text())
                .below(path.text());
    }

    /// The path of the listing: a slash at the end says that no document is meant.
    public ApiPath folder(EntryPath path) {
        return new ApiPath(document(path).text() + "/");
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
