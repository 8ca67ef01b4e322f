/// What all five services need of Quarkus, and nothing that only one of them needs.
///
/// A service depends on this jar alone; the extensions that all use come with it:
///
/// ```xml
/// <dependencies>
///   <dependency><groupId>dev.kontor</groupId><artifactId>service-kit</artifactId></dependency>
///   <dependency><groupId>dev.kontor</groupId><artifactId>testkit</artifactId></dependency>
///   <dependency><groupId>io.quarkus</groupId><artifactId>quarkus-junit</artifactId><scope>test</scope></dependency>
///
/// <dependency><groupId>io.quarkus</groupId><artifactId>quarkus-test-security</artifactId><scope>test</scope></dependency>
///
/// <dependency><groupId>io.rest-assured</groupId><artifactId>rest-assured</artifactId><scope>test</scope></dependency>
/// </dependencies>
/// <build><plugins><plugin>
///   <groupId>io.quarkus.platform</groupId><artifactId>quarkus-maven-plugin</artifactId>
/// </plugin></plugins></build>
/// ```
///
/// Its `application.properties` needs three lines; the rest has defaults in this jar's
/// `META-INF/microprofile-config.properties`:
///
/// ```properties
/// quarkus.application.name=connector-service
/// kontor.database.schema=connector
/// quarkus.smallrye-openapi.store-schema-directory=../docs/openapi
/// ```
///
/// Its main class enrols and then runs Quarkus:
///
/// ```java
/// @QuarkusMain
/// public final class ConnectorMain {
///     public static void main(String... args) {
///         Enrolment.run("connector-service", args);
///     }
/// }
/// ```
///
/// Its tables are migrated from `db/migration` (from V0100 on; the kit's own lie in `db/kit`). Its tests run against a
/// real PostgreSQL and a real broker, over plain HTTP on a random port:
///
/// ```java
/// @QuarkusTest
/// @WithTestResource(PostgresResource.class)
/// @WithTestResource(BrokerResource.class)
/// class NamespaceApiTest {
///     @Test
///     @TestSecurity(user = "gateway", roles = "gateway-service")
///     void refusesABadName() { … }
/// }
/// ```
///
/// The packages: [dev.kontor.kit.problem] refusals, [dev.kontor.kit.enrol] certificates, [dev.kontor.kit.bus] events,
/// [dev.kontor.kit.trust] the projection of grants, [dev.kontor.kit.tls] who is at the other end, [dev.kontor.kit.json]
/// values in JSON. May not depend on any service.
@NullMarked
package dev.kontor.kit;

import org.jspecify.annotations.NullMarked;
