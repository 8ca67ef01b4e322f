package dev.kontor.identity.site;

import dev.kontor.wire.address.SiteName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.VerifyKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is to change in our organisation.
public sealed interface Change {
    record AddSite(VerifyKey siteKey) implements Change {}

    record RemoveSite(SiteId siteId) implements Change {}

    /// Another site of ours gets another key; for this site's own see [ReplaceUs].
    record ReplaceSite(SiteId siteId, VerifyKey siteKey) implements Change {}

    /// This site goes on under the keys of its successor.
    record ReplaceUs() implements Change {}

    record SetDomain(@Nullable SiteName domain) implements Change {}

    record Deactivate() implements Change {}

    /// The next root key takes over, and commits to keys on paper.
    ///
    /// @param commitments SHA-256 of their public keys
    /// @param needed how many of them the next rotation takes
    record Commit(List<Bytes> commitments, int needed) implements Change {
        public Commit {
            commitments = List.copyOf(commitments);
        }
    }

    /// Keys for this site's successor are made, if there are none yet.
    record Prepare() implements Change {}

    /// A log that was made and signed elsewhere, by root keys that are not here.
    ///
    /// @param endorsement of this site or its successor; null where it has a good one
    record TakeOver(OrgLog log, @Nullable SignedRecord endorsement) implements Change {}
}
