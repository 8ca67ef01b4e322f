/// Tests of the admin API: who may do what, and what becomes of a request. [AdminApiTest] is the main one.
/// They may use the world of the tests.
@NullMarked
package dev.kontor.gateway.admin;

import org.jspecify.annotations.NullMarked;
