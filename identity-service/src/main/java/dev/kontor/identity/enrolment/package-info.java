/// The door at which the site's services get their certificates: `POST /enrolment`. [EnrolmentResource] checks the
/// shared secret and the rate, and has the certificate authority of the package `ca` do the rest. It is the only
/// endpoint that needs no client certificate.
@NullMarked
package dev.kontor.identity.enrolment;

import org.jspecify.annotations.NullMarked;
