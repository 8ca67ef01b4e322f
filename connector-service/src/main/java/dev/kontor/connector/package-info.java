/// connector-service: what this site shares. Sources on the LAN are polled into snapshots or passed through live.
/// Main type: [dev.kontor.connector.poll.Poller].
/// Nothing may depend on this package.
@NullMarked
package dev.kontor.connector;

import org.jspecify.annotations.NullMarked;
