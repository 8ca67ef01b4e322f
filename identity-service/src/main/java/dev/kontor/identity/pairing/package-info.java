/// The handshake by which two sites become partners, as a pure state machine: events and `now` go in, the next state
/// and the messages to send come out. The main type is [Handshake]; [Pairing] is what one side remembers, and
/// [PairingMessage] is what travels. Nothing here knows a database, a network, a clock or a framework.
@NullMarked
package dev.kontor.identity.pairing;

import org.jspecify.annotations.NullMarked;
