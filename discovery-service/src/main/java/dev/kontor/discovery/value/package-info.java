/// Values that clients of the DHT API put under keys of their own: the record that carries one, or a part of one.
/// The main type is [ValueRecord][dev.kontor.discovery.value.ValueRecord].
/// Pure: it depends on `routing` and `wire` only.
@NullMarked
package dev.kontor.discovery.value;

import org.jspecify.annotations.NullMarked;
