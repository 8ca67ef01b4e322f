/// Tells an operator what is wrong and what to do: `GET /api/v1/doctor`. [Doctor] collects the findings of
/// [ServiceChecks] and [OwnChecks]; each [Finding] says what, why and what to do. It changes nothing.
@NullMarked
package dev.kontor.gateway.doctor;

import org.jspecify.annotations.NullMarked;
