package dev.kontor.identity.site;

import dev.kontor.identity.keys.SiteKeys;

/// What a change to our organisation would lead to.
public sealed interface Draft {
    /// Ready to be adopted. Its keys are nobody's business outside this package.
    final class Made implements Draft {
        private final SiteKeys before;
        private final SiteKeys after;

        Made(SiteKeys before, SiteKeys after) {
            this.before = before;
            this.after = after;
        }

        SiteKeys before() {
            return before;
        }

        SiteKeys after() {
            return after;
        }
    }

    /// The change cannot be made.
    record Refused(String reason) implements Draft {}
}
