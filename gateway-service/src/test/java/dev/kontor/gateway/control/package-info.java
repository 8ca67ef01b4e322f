/// Tests of the API between sites over real TLS. [ControlApiTest] is another site.
/// They may use the world of the tests.
@NullMarked
package dev.kontor.gateway.control;

import org.jspecify.annotations.NullMarked;
