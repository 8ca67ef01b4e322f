/// Pages for people, rendered here, with a session that stays here: a landing page after sign-in, and what leads
/// there and back. [Pages] installs the routes, [LandingPage] makes the HTML. No script runs in them; nothing may
/// depend on them.
@NullMarked
package dev.kontor.gateway.people;

import org.jspecify.annotations.NullMarked;
