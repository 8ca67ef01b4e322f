/// What a stock HTTP client may ask of an immutable representation: ranges, preconditions, preferred media types, tar.
/// Pure functions around [Preconditions] and [RangeSelection]; nothing here reads a byte of content or knows a server.
/// May not depend on Quarkus, Vert.x, Netty, a clock or any other package of this service.
@NullMarked
package dev.kontor.transfer.http;

import org.jspecify.annotations.NullMarked;
