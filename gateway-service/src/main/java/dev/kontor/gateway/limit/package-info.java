/// How much one caller may ask for. [TokenBuckets] holds one bucket per caller and says yes, or when to come back.
/// Pure code: time goes in as a number; it may depend on nothing but the JDK.
@NullMarked
package dev.kontor.gateway.limit;

import org.jspecify.annotations.NullMarked;
