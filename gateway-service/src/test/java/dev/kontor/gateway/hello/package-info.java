/// Tests of the first flight: a published vector, round trips and hostile bytes. [Hellos] makes them by hand,
/// [HelloReaderTest] reads them. They may use no network.
@NullMarked
package dev.kontor.gateway.hello;

import org.jspecify.annotations.NullMarked;
