/// The API between sites, behind the public port: pairing messages from strangers, and for active partners
/// messages, the catalogue and live namespaces. [ControlApi] terminates TLS and proves who is there; [PartnerDesk]
/// and [PairingDesk] answer.
/// Whatever is not offered to the caller looks like nothing at all.
@NullMarked
package dev.kontor.gateway.control;

import org.jspecify.annotations.NullMarked;
