/// Tests of what every request passes first. [DoorTest] sends bytes that no polite client would.
/// They may use the world of the tests.
@NullMarked
package dev.kontor.gateway.door;

import org.jspecify.annotations.NullMarked;
