/// What a partner may answer to what we ask it.
@NullMarked
package dev.kontor.transfer.peer;

import org.jspecify.annotations.NullMarked;
