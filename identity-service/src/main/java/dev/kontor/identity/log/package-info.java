/// The site's append-only log: every act, grant, revocation, receipt and countersignature is a leaf of one Merkle
/// tree, whose head the site signs. The main type is [SiteLog]; [PartnerLogs] remembers the heads of partners'
/// logs. It depends on the site, which signs, and knows nothing of what the leaves tell of.
@NullMarked
package dev.kontor.identity.log;

import org.jspecify.annotations.NullMarked;
