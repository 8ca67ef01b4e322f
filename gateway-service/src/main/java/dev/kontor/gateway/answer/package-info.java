/// Writes answers of our own, as against those passed on. [Answers] writes problems and JSON, [Caller] says who asks.
/// It may depend on no other package of the gateway.
@NullMarked
package dev.kontor.gateway.answer;

import org.jspecify.annotations.NullMarked;
