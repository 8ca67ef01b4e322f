/// What was refused, to whom, and the true reason, for our own people. [RefusalLog] counts and logs each refusal
/// and keeps the last ones for `doctor`. It may depend on no other package of the gateway.
@NullMarked
package dev.kontor.gateway.refusal;

import org.jspecify.annotations.NullMarked;
