/// Looks into this site's node of the DHT: `kontor dht find`, `trace`, `table`, `records` and `doctor`.
/// The main type is [Dht][dev.kontor.cli.dht.Dht].
/// It depends on `gateway`, `json`, `site` and `terminal`.
@NullMarked
package dev.kontor.cli.dht;

import org.jspecify.annotations.NullMarked;
