/// Problem details (RFC 9457): every refusal of every service has this one shape and a listed type.
/// [dev.kontor.kit.problem.ProblemType] is the door: `throw ProblemType.NOT_FOUND.because("no namespace invoices")`.
/// Knows HTTP and Jackson, but no domain noun and no other package of the kit.
@NullMarked
package dev.kontor.kit.problem;

import org.jspecify.annotations.NullMarked;
