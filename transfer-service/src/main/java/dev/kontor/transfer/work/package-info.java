/// The processor-bound work on pieces: a bounded pool of threads, each with its own ciphers, digests and buffers.
/// [Workers] runs jobs, [Workbench] is what a job works with. Knows no snapshot, network or database; may not depend
/// on Quarkus, Vert.x or Netty.
@NullMarked
package dev.kontor.transfer.work;

import org.jspecify.annotations.NullMarked;
