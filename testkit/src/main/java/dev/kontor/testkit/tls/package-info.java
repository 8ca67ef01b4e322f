/// Certificates for tests: [dev.kontor.testkit.tls.TestAuthority] is a site's certificate authority that also issues
/// what a real one never would. Depends on Bouncy Castle and on no module of the project.
@NullMarked
package dev.kontor.testkit.tls;

import org.jspecify.annotations.NullMarked;
