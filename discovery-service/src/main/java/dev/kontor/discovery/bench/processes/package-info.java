/// Whether every record is found while nodes are killed and replaced.
/// The main type is [Processes][dev.kontor.discovery.bench.processes.Processes].
/// It depends on `rig`, `report` and the stand-alone node of `voidphone`.
@NullMarked
package dev.kontor.discovery.bench.processes;

import org.jspecify.annotations.NullMarked;
