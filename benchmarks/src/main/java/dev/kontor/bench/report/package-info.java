/// What a run leaves: tables for people and JSON for keeping.
/// The main type is [Report].
/// It may depend on the meter alone.
@NullMarked
package dev.kontor.bench.report;

import org.jspecify.annotations.NullMarked;
