/// Bits as words that people can compare, write down and type. [WordList] is the list; [RecoveryWords] writes a key as
/// 24 of them. Depends on `bytes`, `crypto` and `sign`.
@NullMarked
package dev.kontor.wire.words;

import org.jspecify.annotations.NullMarked;
