/// Breaks the rules of architecture on purpose. Never read as an example.
@NullMarked
package dev.kontor.testkit.broken.east;

import org.jspecify.annotations.NullMarked;
