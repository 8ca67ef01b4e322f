/// Hostile bytes on a connection of the data port.
@NullMarked
package dev.kontor.transfer.link;

import org.jspecify.annotations.NullMarked;
