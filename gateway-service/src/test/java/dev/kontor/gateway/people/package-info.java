/// Tests of sign-in and pages. [SignInTest] walks through the code flow as a browser does.
/// They may use the world of the tests.
@NullMarked
package dev.kontor.gateway.people;

import org.jspecify.annotations.NullMarked;
