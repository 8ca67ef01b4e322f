/// Reads the server name out of a TLS ClientHello and says where the connection belongs, without terminating it.
/// The door is [HelloReader]; [Router] turns what it found into a [Route].
/// Pure code on bytes: it may depend on nothing but the JDK, and it never throws on what a remote sends.
@NullMarked
package dev.kontor.gateway.hello;

import org.jspecify.annotations.NullMarked;
