/// Where sites and organisations are, and who goes by a name: answers from what is known here, else from the DHT.
/// The main type is [Directory][dev.kontor.discovery.directory.Directory].
/// It depends on `dht`, the engine's types and the kit; it believes no record that it has not checked.
@NullMarked
package dev.kontor.discovery.directory;

import org.jspecify.annotations.NullMarked;
