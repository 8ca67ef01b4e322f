/// What a node does for others: admits, limits and answers requests.
/// The main type is [Responder][dev.kontor.discovery.answer.Responder].
/// Pure: it depends on `routing`, `store`, `message` and `wire` only.
@NullMarked
package dev.kontor.discovery.answer;

import org.jspecify.annotations.NullMarked;
