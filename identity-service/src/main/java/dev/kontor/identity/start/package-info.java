/// How the service starts: keys first, then its own certificate, then Quarkus, then checks. [IdentityMain] is the
/// door. Every other package may be used here, and none uses this one.
@NullMarked
package dev.kontor.identity.start;

import org.jspecify.annotations.NullMarked;
