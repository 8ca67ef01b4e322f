/// What strangers may send to anybody who reads records, as fuzz targets: one class for each kind of input.
/// [FuzzTargetsTest] tries all of them in each build. Depends on everything in the module.
@NullMarked
package dev.kontor.wire.fuzz;

import org.jspecify.annotations.NullMarked;
