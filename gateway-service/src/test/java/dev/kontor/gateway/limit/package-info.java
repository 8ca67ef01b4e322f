/// Tests of the rate limits. [TokenBucketsTest] moves the clock by hand.
/// They may use the world of the tests.
@NullMarked
package dev.kontor.gateway.limit;

import org.jspecify.annotations.NullMarked;
