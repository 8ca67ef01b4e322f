/// How a service gets its certificate from the site's certificate authority, before Quarkus starts and again when two
/// thirds of its life are over. [dev.kontor.kit.enrol.Enrolment] is the door, called by each service's main class.
/// Uses the JDK's HTTP client and Bouncy Castle; knows nothing of CDI except in [dev.kontor.kit.enrol.Renewal].
@NullMarked
package dev.kontor.kit.enrol;

import org.jspecify.annotations.NullMarked;
