/// What was measured, and how it is said: a table for people, a list for programs, lines about the progress.
/// The main type is [Row][dev.kontor.discovery.bench.report.Row].
/// It depends on nothing of this service.
@NullMarked
package dev.kontor.discovery.bench.report;

import org.jspecify.annotations.NullMarked;
