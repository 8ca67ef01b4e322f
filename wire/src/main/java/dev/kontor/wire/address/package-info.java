/// Addresses of shared data: `kontor://<name>/<namespace>[/path]`.
/// [KontorAddress] is the main type; [NamespaceName], [SiteName] and [EntryPath] are its parts and are right once they
/// exist. Depends on `bytes` only.
@NullMarked
package dev.kontor.wire.address;

import org.jspecify.annotations.NullMarked;
