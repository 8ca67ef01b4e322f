/// Keeps this site findable: has its descriptor and its name signed by identity-service and publishes them in the DHT,
/// and with them what transfer-service says that the site has.
/// The main type is [Announcer][dev.kontor.discovery.announce.Announcer].
/// It depends on `dht` and `directory`; it holds no key and signs nothing.
@NullMarked
package dev.kontor.discovery.announce;

import org.jspecify.annotations.NullMarked;
