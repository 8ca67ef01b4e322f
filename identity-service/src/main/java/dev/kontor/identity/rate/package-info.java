/// A bound on how often something that others can trigger is done. [RateLimit] is all there is. It knows no feature
/// and no clock.
@NullMarked
package dev.kontor.identity.rate;

import org.jspecify.annotations.NullMarked;
