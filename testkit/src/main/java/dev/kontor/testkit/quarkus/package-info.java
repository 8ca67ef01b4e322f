/// What a `@QuarkusTest` of a service stands on: a real PostgreSQL and a real broker, each started once per JVM on a
/// free port. [dev.kontor.testkit.quarkus.PostgresResource] is the one that every service needs.
/// Use with `@QuarkusTestResource`; depends on no module of the project.
@NullMarked
package dev.kontor.testkit.quarkus;

import org.jspecify.annotations.NullMarked;
