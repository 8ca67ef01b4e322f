/// How bytes move: the service's main program and the wiring of its parts. [TransferMain] starts it; the features are
/// in the packages below. Nothing depends on this package.
@NullMarked
package dev.kontor.transfer;

import org.jspecify.annotations.NullMarked;
