package dev.kontor.wire.grant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import dev.kontor.wire.Samples;
import dev.kontor.wire.address.EntryPath;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.grant.AccessRequest.Target;
import dev.kontor.wire.grant.GrantDecision.Allowed;
import dev.kontor.wire.grant.GrantDecision.Denied;
import dev.kontor.wire.grant.GrantDecision.Rule;
import dev.kontor.wire.id.GrantId;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.id.SnapshotId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrantsTest {
    private static final Instant NOW = Samples.AT.plus(Duration.ofDays(1));
    private static final OrgId GLOBEX = new OrgId(Samples.secret("globex"));
    private static final SiteId GLOBEX_SITE = SiteId.of(Samples.OTHER_SITE.verifyKey());
    private static final SnapshotId SNAPSHOT = new SnapshotId(Samples.secret("previous snapshot"));
    private static final Bytes COMMUNITY = Bytes.utf8("hansa");

    private final Requester globex =
            new Requester(GLOBEX, GLOBEX_SITE, true, Set.of(COMMUNITY), Bytes.fromHex("c0000205"));
    private final Target july = new Target(Samples.INVOICES, EntryPath.parse("2026/07/INV-1.xml"), SNAPSHOT);

    @Test
    void allowsWhatTheGrantSays() {
        assertEquals(new Allowed(Samples.GRANT_ID), decide(Samples.grant(), request(globex, GrantAction.READ, july)));
    }

    @Test
    void namesTheRuleThatDenies() {
        Grant grant = Samples.grant();
        Requester stranger = new Requester(GLOBEX, GLOBEX_SITE, false, Set.of(), Bytes.EMPTY);
        Requester elsewhere = new Requester(GLOBEX, GLOBEX_SITE, true, Set.of(), Bytes.fromHex("c0000305"));
        EntryPath path = july.path();
        denies(Rule.AUDIENCE, grant, request(stranger, GrantAction.READ, july), NOW);
        denies(Rule.NETWORK, grant, request(elsewhere, GrantAction.READ, july), NOW);
        denies(Rule.ACTION, grant, request(globex, GrantAction.PUBLISH_ON, july), NOW);
        denies(
                Rule.NAMESPACE,
                grant,
                request(globex, GrantAction.READ, new Target(new NamespaceName("salaries"), path, SNAPSHOT)),
                NOW);
        denies(
                Rule.PATH,
                grant,
                request(globex, GrantAction.READ, new Target(Samples.INVOICES, EntryPath.ROOT, SNAPSHOT)),
                NOW);
        denies(Rule.SNAPSHOT, grant, request(globex, GrantAction.READ, new Target(Samples.INVOICES, path, null)), NOW);
        AccessRequest read = request(globex, GrantAction.READ, july);
        denies(Rule.NOT_BEFORE, grant, read, Samples.AT.minusSeconds(1));
        denies(Rule.NOT_AFTER, grant, read, Samples.AT.plus(Duration.ofDays(30)));
        denies(Rule.BYTES, grant, used(new Usage((1L << 40) + 1, 0, null)), NOW);
        denies(Rule.COUNT, grant, used(new Usage(0, 1000, null)), NOW);
        denies(Rule.POLL_INTERVAL, grant, used(new Usage(0, 0, NOW.minusSeconds(899))), NOW);
        assertEquals(
                new Allowed(Samples.GRANT_ID), decide(grant, used(new Usage(1L << 40, 999, NOW.minusSeconds(900)))));
        assertEquals(new Denied(Rule.NO_GRANT, "there is no grant"), Grants.evaluate(List.of(), read, NOW));
    }

    private AccessRequest used(Usage usage) {
        return new AccessRequest(globex, GrantAction.READ, july, Map.of(Samples.GRANT_ID, usage));
    }

    @Test
    void deniesWhatItDoesNotUnderstand() {
        Bytes payload = grant(new Audience.Everyone(), List.of(new Constraint.Unknown(99, Bytes.fromHex("a10102"))))
                .encode();
        Grant grant = Grant.decode(payload);
        assertEquals(payload, grant.encode());
        denies(Rule.UNKNOWN_CONSTRAINT, grant, request(globex, GrantAction.READ, july), NOW);
    }

    @Test
    void admitsEachAudience() {
        Requester stranger = new Requester(GLOBEX, GLOBEX_SITE, false, Set.of(COMMUNITY), Bytes.EMPTY);
        List<Audience> partnersOnly = List.of(
                new Audience.Organisation(GLOBEX),
                new Audience.Site(GLOBEX_SITE),
                new Audience.Community(COMMUNITY),
                new Audience.AllPartners());
        for (Audience audience : partnersOnly) {
            assertTrue(audience.admits(globex));
            assertFalse(audience.admits(stranger), audience.text());
        }
        assertTrue(new Audience.Everyone().admits(stranger));
        assertFalse(new Audience.Organisation(Samples.orgId()).admits(globex));
        assertFalse(new Audience.Site(Samples.siteId()).admits(globex));
        assertFalse(new Audience.Community(Bytes.utf8("other")).admits(globex));
    }

    @Test
    void believesGrantsOfTheIssuerOnly() {
        Grant grant = Samples.grant();
        assertEquals(grant, Grant.verified(grant.sign(Samples.SITE), Samples.SITE.verifyKey()));
        assertThrows(
                MalformedException.class,
                () -> Grant.verified(grant.sign(Samples.OTHER_SITE), Samples.OTHER_SITE.verifyKey()));
        assertThrows(
                MalformedException.class,
                () -> Grant.verified(grant.sign(Samples.OTHER_SITE), Samples.SITE.verifyKey()));
        Revocation revocation = Samples.revocation();
        assertEquals(revocation, Revocation.verified(revocation.sign(Samples.SITE), Samples.SITE.verifyKey()));
        assertThrows(
                MalformedException.class,
                () -> Revocation.verified(revocation.sign(Samples.OTHER_SITE), Samples.OTHER_SITE.verifyKey()));
    }

    @Test
    void keepsItsBounds() {
        assertThrows(
                IllegalArgumentException.class,
                () -> grant(new Audience.Everyone(), List.of(new Constraint.Count(1), new Constraint.Count(2))));
        assertThrows(IllegalArgumentException.class, () -> new Constraint.Unknown(6, Bytes.fromHex("00")));
        assertThrows(MalformedException.class, () -> new Constraint.Unknown(7, Bytes.fromHex("0000")));
        assertThrows(IllegalArgumentException.class, () -> new Constraint.Count(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.0",
                "192.0.2.1/24",
                "192.0.2.0/33",
                "192.0.2/24",
                "192.0.2.0/024",
                "192.0.2.00/24",
                "2001:db8::/32",
                "2001:DB8:0:0:0:0:0:0/32",
                "host/8",
                "::ffff:c000:200/120",
                "1/8",
                "/8",
                ""
            })
    void refusesNetworksInAnotherSpelling(String text) {
        assertThrows(MalformedException.class, () -> Cidr.parse(text));
    }

    @Test
    void knowsWhichAddressesANetworkHolds() {
        Cidr network = Cidr.parse("2001:db8:0:0:0:0:0:0/33");
        assertTrue(network.contains(Bytes.fromHex("20010db87fff" + "ff".repeat(10))));
        assertFalse(network.contains(Bytes.fromHex("20010db88000" + "00".repeat(10))));
        assertFalse(network.contains(Bytes.fromHex("c0000205")));
        assertTrue(Cidr.parse("0.0.0.0/0").contains(Bytes.fromHex("c0000205")));
        assertFalse(Cidr.parse("0.0.0.0/0").contains(Bytes.EMPTY));
    }

    @Test
    void agreesWithAnObviouslyCorrectEvaluator() {
        Generator.check(10_000, generator -> {
            List<Grant> grants = generator.list(4, this::anyGrant);
            AccessRequest request = anyRequest(generator, grants);
            boolean allowed = grants.stream().anyMatch(grant -> SlowEvaluator.permits(grant, request, NOW));
            GrantDecision decision = Grants.evaluate(grants, request, NOW);
            assertEquals(allowed, decision instanceof Allowed, () -> grants + "\n" + request + "\n" + decision);
        });
    }

    private Grant anyGrant(Generator generator) {
        List<Audience> audiences = List.of(
                new Audience.Organisation(generator.pick(List.of(GLOBEX, Samples.orgId()))),
                new Audience.Site(generator.pick(List.of(GLOBEX_SITE, Samples.siteId()))),
                new Audience.Community(generator.pick(List.of(COMMUNITY, Bytes.utf8("other")))),
                new Audience.AllPartners(),
                new Audience.Everyone());
        List<Constraint> constraints = new ArrayList<>(Samples.constraints());
        constraints.add(new Constraint.Unknown(7, Bytes.fromHex("f5")));
        constraints.removeIf(_ -> generator.chance(0.7));
        return new Grant(
                new GrantId(Bytes.of(generator.bytes(16))),
                Samples.orgId(),
                Samples.siteId(),
                new Resource(
                        generator.pick(List.of(Samples.INVOICES, new NamespaceName("orders"))),
                        EntryPath.parse(generator.pick(List.of("", "2026", "2026/07", "2025"))),
                        generator.chance(0.7) ? null : SNAPSHOT),
                generator.pick(audiences),
                Set.copyOf(List.of(generator.pick(actions()), generator.pick(actions())).stream()
                        .distinct()
                        .toList()),
                constraints,
                0,
                Samples.AT);
    }

    private AccessRequest anyRequest(Generator generator, List<Grant> grants) {
        Requester who = new Requester(
                GLOBEX,
                GLOBEX_SITE,
                generator.chance(0.8),
                generator.chance(0.5) ? Set.of(COMMUNITY) : Set.of(),
                Bytes.fromHex(generator.pick(List.of("", "c0000205", "c0000305"))));
        Target target = new Target(
                Samples.INVOICES,
                EntryPath.parse(generator.pick(List.of("", "2026/07/a", "2026/070", "2025"))),
                generator.chance(0.5) ? null : SNAPSHOT);
        Map<GrantId, Usage> usage = new HashMap<>();
        for (Grant grant : grants) {
            usage.put(
                    grant.grantId(),
                    new Usage(
                            generator.pick(List.of(0L, 1L << 40, (1L << 40) + 1)),
                            generator.pick(List.of(0L, 999L, 1000L)),
                            generator.pick(List.of(NOW.minusSeconds(899), NOW.minusSeconds(900)))));
        }
        return new AccessRequest(who, generator.pick(actions()), target, usage);
    }

    private static List<GrantAction> actions() {
        return List.of(GrantAction.values());
    }

    private static Grant grant(Audience audience, List<Constraint> constraints) {
        return new Grant(
                Samples.GRANT_ID,
                Samples.orgId(),
                Samples.siteId(),
                Resource.wholeNamespace(Samples.INVOICES),
                audience,
                Set.of(GrantAction.values()),
                constraints,
                0,
                Samples.AT);
    }

    private static AccessRequest request(Requester who, GrantAction action, Target target) {
        return new AccessRequest(who, action, target, Map.of());
    }

    private static GrantDecision decide(Grant grant, AccessRequest request) {
        return Grants.evaluate(List.of(grant), request, NOW);
    }

    private static void denies(Rule rule, Grant grant, AccessRequest request, Instant now) {
        GrantDecision decision = Grants.evaluate(List.of(grant), request, now);
        assertTrue(decision instanceof Denied denied && denied.rule() == rule, decision.toString());
    }
}
