/// A whole instance: PostgreSQL, the broker, Keycloak and the services of one site or several, started in parallel,
/// watched, and stopped in order.
/// The main type is [Deployment], started from a [Plan]; [InstanceControl] looks at and stops instances from outside.
/// Knows nothing of the demo or of command lines.
@NullMarked
package dev.kontor.launcher.deployment;

import org.jspecify.annotations.NullMarked;
