package dev.kontor.connector.collect;

import dev.kontor.connector.fetch.SourceFault;
import dev.kontor.connector.fetch.SourceFault.Reason;
import dev.kontor.wire.address.EntryPath;
import dev.kontor.wire.bytes.MalformedException;

/// The entry path of a source's item.
final class EntryPaths {
    private EntryPaths() {}

    static EntryPath of(String id, String suffix) throws SourceFault {
        try {
            EntryPath path = EntryPath.parse(id + suffix);
            if (path.root()) {
                throw new SourceFault(Reason.BAD_ITEM, "an item has an empty id");
            }
            return path;
        } catch (MalformedException malformed) {
            throw new SourceFault(Reason.BAD_ITEM, "an item's id is no path: " + malformed.getMessage(), malformed);
        }
    }
}
