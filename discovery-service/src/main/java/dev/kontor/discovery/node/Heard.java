package dev.kontor.discovery.node;

import dev.kontor.discovery.message.Answer;
import dev.kontor.discovery.routing.Contact;
import dev.kontor.wire.bytes.Bytes;

/// An answer to a look-up's question with who gave it and the token that came with it.
record Heard(Contact from, Bytes token, Answer.Found found) {}
