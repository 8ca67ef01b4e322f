package dev.kontor.discovery.directory;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.SiteId;
import io.smallrye.mutiny.Uni;
import java.util.List;

/// Whom we can ask where a site is without the network: the site itself when it is a partner's, and partners who tell.
public interface Neighbours {
    /// Signed descriptors of the site that were checked as a stranger's; never fails, and ends soon.
    ///
    /// @param askItself whether the site may be where we last knew it
    Uni<List<Bytes>> whereIs(SiteId site, boolean askItself);
}
