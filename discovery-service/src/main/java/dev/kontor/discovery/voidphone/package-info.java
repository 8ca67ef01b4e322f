/// The DHT API of the peer-to-peer course at TUM ("VoidPhone"): put and get over TCP, and a node that runs on its own
/// from a Windows-INI file. The main types are [ApiServer][dev.kontor.discovery.voidphone.ApiServer] and
/// [NodeCommand][dev.kontor.discovery.voidphone.NodeCommand].
/// It depends on `dht` and `value`; nothing depends on it but the start of the process.
@NullMarked
package dev.kontor.discovery.voidphone;

import org.jspecify.annotations.NullMarked;
