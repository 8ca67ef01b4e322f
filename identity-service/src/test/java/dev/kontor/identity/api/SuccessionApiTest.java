package dev.kontor.identity.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.identity.site.Change;
import dev.kontor.identity.site.Draft;
import dev.kontor.identity.site.NextSite;
import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import dev.kontor.wire.address.EntryPath;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.descriptor.OrganisationNotice;
import dev.kontor.wire.grant.Audience;
import dev.kontor.wire.grant.Grant;
import dev.kontor.wire.grant.GrantAction;
import dev.kontor.wire.grant.Resource;
import dev.kontor.wire.id.GrantId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.org.LogEntry;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A partner's site key is stolen or lost: one entry of its organisation's log, and the thief is a stranger here.
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(SiteFolder.class)
@TestSecurity(
        user = "services",
        roles = {"gateway-service", "discovery-service", "transfer-service"})
class SuccessionApiTest extends TwoSites {
    private static final Duration CONTAINED = Duration.ofSeconds(60);

    @Test
    void containsTheTheftOfAPartnersSiteKey() throws Exception {
        activeByTheirInvitation();
        String grant = grantTo(name);
        SiteId stolen = other.site.siteId();
        assertEquals(stolen.toString(), trusted("sites[0].siteId"));

        Instant stolenAt = Instant.now();
        replaceTheirKey();
        NextSite anew = other.site.next();
        bring(notice(anew), new SiteId(Bytes.of(new byte[32]))).statusCode(202);
        Duration took = Duration.between(stolenAt, Instant.now());

        assertTrue(took.compareTo(CONTAINED) < 0, "contained after " + took);
        assertEquals(anew.siteId().toString(), trusted("sites[0].siteId"));
        assertEquals(anew.authority().keyHash().base64Url(), trusted("sites[0].caKeyHash"));
        assertEquals("ACTIVE", trusted("state"));
        given().get("/internal/trust").then().body("grants.grantId", hasItem(grant));
        admin().get("/api/v1/audit?limit=20")
                .then()
                .body(
                        "find { it.act == 'partner.site-replaced' && it.subject == '" + name + "' }.detail",
                        equalTo(stolen + " by " + anew.siteId()));
        theThiefSpeaks();
        assertEquals(List.of(), granted());
        theyGrant(anew);
        assertEquals(List.of("prices"), granted());
    }

    @Test
    void knowsASiteOfBeforeByItsReceiptsStill() throws Exception {
        activeByTheirInvitation();
        String before = other.site.siteId().toString();
        replaceTheirKey();
        bring(notice(other.site.next()), other.site.siteId()).statusCode(202);
        admin().get("/api/v1/partners")
                .then()
                .body("find { it.siteId == '" + before + "' }.state", equalTo("REVOKED"))
                .body("find { it.siteId == '" + before + "' }.reason", containsString("took its place"));
    }

    @Test
    void isNotTakenBackByAnOlderLogOrByAForgedOne() throws Exception {
        activeByTheirInvitation();
        Bytes before = notice(other.site.next());
        OrgLog honest = other.site.log();
        replaceTheirKey();
        NextSite anew = other.site.next();
        bring(notice(anew), other.site.siteId()).statusCode(202);
        bring(before, other.site.siteId()).statusCode(202);
        bring(forged(honest), other.site.siteId()).statusCode(202);
        bring(forged(anew.log()), other.site.siteId()).statusCode(202);
        assertEquals(anew.siteId().toString(), trusted("sites[0].siteId"));
        assertEquals("ACTIVE", trusted("state"));
    }

    @Test
    void believesNoNoticeThatIsChangedInAnyPlace() throws Exception {
        activeByTheirInvitation();
        replaceTheirKey();
        byte[] good = notice(other.site.next()).toArray();
        for (int i = 0; i < 40; i++) {
            byte[] flipped = good.clone();
            flipped[i * (good.length / 40)] ^= (byte) (1 << (i % 8));
            int status = bring(Bytes.of(flipped), other.site.siteId()).extract().statusCode();
            assertTrue(status == 202 || status == 400, "status " + status);
        }
        assertEquals("ACTIVE", trusted("state"));
        assertTrue(List.of(other.site.siteId(), other.site.next().siteId())
                .contains(SiteId.parse(trusted("sites[0].siteId"))));
    }

    @Test
    void pinsNobodyUntilTheNewSiteShowsItself() throws Exception {
        activeByTheirInvitation();
        Bytes oldDescriptor = other.descriptor();
        replaceTheirKey();
        NextSite anew = other.site.next();
        OrganisationNotice told = new OrganisationNotice(anew.log(), SignedRecord.parse(oldDescriptor));
        bring(other.site.sign(OrganisationNotice.TYPE, told.encode()).encoded(), other.site.siteId())
                .statusCode(202);
        assertEquals("0", trusted("sites.size()"), "neither the old one nor whoever has that key");
        theThiefSpeaks();
        assertEquals(List.of(), granted());
        bring(notice(anew), anew.siteId()).statusCode(202);
        assertEquals(anew.authority().keyHash().base64Url(), trusted("sites[0].caKeyHash"));
    }

    @Test
    void suspendsAPartnerOfWhichTwoHistoriesAreSigned() throws Exception {
        activeByTheirInvitation();
        OrgLog begun = other.site.log();
        SiteId first = other.site.siteId();
        OtherSite twin = other.twin();
        replaceTheirKey();
        replaceKey(twin);
        bring(notice(other.site.next()), first).statusCode(202);
        String held = other.site.next().siteId().toString();
        bring(notice(twin.site.next()), first).statusCode(202);
        assertEquals("SUSPENDED", trusted("state"));
        assertFalse(begun.equals(twin.site.log()));
        admin().get("/api/v1/partners")
                .then()
                .body("find { it.siteId == '" + held + "' }.suspended", containsString("two histories"))
                .body("find { it.siteId == '" + held + "' }.allowed", hasItem("resume"));
        admin().get("/api/v1/partners/" + name + "/log")
                .then()
                .statusCode(200)
                .body("place", equalTo(begun.records().size()))
                .body("contrary", equalTo(twin.site.log().encode().base64Url()));
        theyGrant(other.site.next());
        assertEquals(List.of(), granted());
        admin().body(Map.of("log", "nonsense"))
                .post("/api/v1/partners/" + name + "/resume")
                .then()
                .statusCode(400);
        admin().post("/api/v1/partners/" + name + "/resume")
                .then()
                .statusCode(200)
                .body("state", equalTo("ACTIVE"));
        bring(notice(twin.site.next()), first).statusCode(202);
        assertEquals("ACTIVE", trusted("state"), "an admin has decided about these two");
        admin().post("/api/v1/partners/" + name + "/resume").then().statusCode(409);
    }

    @Test
    void letsAnAdminBelieveTheOtherHistory() throws Exception {
        activeByTheirInvitation();
        SiteId first = other.site.siteId();
        OtherSite twin = other.twin();
        replaceTheirKey();
        replaceKey(twin);
        bring(notice(other.site.next()), first).statusCode(202);
        bring(notice(twin.site.next()), first).statusCode(202);
        admin().body(Map.of("log", "other"))
                .post("/api/v1/partners/" + name + "/resume")
                .then()
                .statusCode(200);
        bring(notice(twin.site.next()), first).statusCode(202);
        assertEquals(twin.site.next().siteId().toString(), trusted("sites[0].siteId"));
    }

    @Test
    void honoursARotationOverWhatAThiefOfTheRootKeyHasSigned() throws Exception {
        activeByTheirInvitation();
        OtherSite thief = other.twin();
        replaceKey(thief);
        bring(notice(thief.site.next()), other.site.siteId()).statusCode(202);
        SigningKey paper = SigningKey.generate(new SecureRandom());
        adopt(other, new Change.Commit(List.of(paper.verifyKey().digest()), 1));
        replaceTheirKey();
        bring(notice(other.site.next()), other.site.siteId()).statusCode(202);
        bring(notice(other.site.next()), other.site.siteId()).statusCode(202);
        assertEquals("ACTIVE", trusted("state"));
        assertEquals(other.site.next().siteId().toString(), trusted("sites[0].siteId"));
        bring(notice(thief.site.next()), other.site.siteId()).statusCode(202);
        assertEquals(other.site.next().siteId().toString(), trusted("sites[0].siteId"));
    }

    private void theThiefSpeaks() {
        hand(other.site
                        .sign(RecordType.GRANT, grant(other.site.siteId()).encode())
                        .encoded())
                .statusCode(202);
    }

    private void theyGrant(NextSite site) {
        given().contentType("application/cose")
                .header("Kontor-Peer-Site", site.siteId().toString())
                .header("Kontor-Peer-Ca", site.authority().keyHash().hex())
                .body(site.sign(RecordType.GRANT, grant(site.siteId()).encode())
                        .encoded()
                        .toArray())
                .post("/internal/partner/messages")
                .then()
                .statusCode(202);
    }

    private Grant grant(SiteId issuer) {
        return new Grant(
                GrantId.random(new SecureRandom()),
                other.site.orgId(),
                issuer,
                new Resource(new NamespaceName("prices"), EntryPath.ROOT, null),
                new Audience.AllPartners(),
                Set.of(GrantAction.READ),
                List.of(),
                0,
                Instant.ofEpochSecond(1_800_000_000));
    }

    private List<String> granted() {
        return admin().get("/api/v1/partners")
                .then()
                .extract()
                .path("find { it.petname == '" + name + "' && it.state != 'REVOKED' }.granted?.namespace ?: []");
    }

    private void replaceTheirKey() throws Exception {
        replaceKey(other);
    }

    private static void replaceKey(OtherSite site) throws Exception {
        adopt(site, new Change.ReplaceUs());
    }

    private static void adopt(OtherSite site, Change change) throws Exception {
        switch (site.site.draft(change, Instant.now())) {
            case Draft.Made made -> site.site.adopt(made);
            case Draft.Refused(String reason) -> throw new AssertionError(reason);
        }
    }

    private Bytes notice(NextSite site) {
        OrganisationNotice notice = new OrganisationNotice(site.log(), SignedRecord.parse(other.descriptorOf(site)));
        return site.sign(OrganisationNotice.TYPE, notice.encode()).encoded();
    }

    /// One more entry by a key that is no root key, and a notice that is signed as it should be.
    private Bytes forged(OrgLog log) {
        SigningKey thief = SigningKey.generate(new SecureRandom());
        OrgLog longer = log.append(new LogEntry.AddSite(log.replay().next(Instant.now()), thief.verifyKey()), thief);
        OrganisationNotice notice =
                new OrganisationNotice(longer, SignedRecord.parse(other.descriptorOf(other.site.next())));
        return other.site.next().sign(OrganisationNotice.TYPE, notice.encode()).encoded();
    }

    private static ValidatableResponse bring(Bytes notice, SiteId by) {
        return given().contentType("application/cose")
                .header("Kontor-Peer-Site", by.toString())
                .header("Kontor-Peer-Ca", "00".repeat(32))
                .body(notice.toArray())
                .post("/internal/pairing/messages")
                .then();
    }

    private String trusted(String path) {
        Object found = given().get("/internal/trust")
                .then()
                .statusCode(200)
                .extract()
                .path("partners.find { it.petname == '" + name + "' }." + path);
        return String.valueOf(found);
    }

    private static String grantTo(String partner) {
        return admin().body(Map.of("namespace", "invoices", "partner", partner))
                .post("/api/v1/grants")
                .then()
                .statusCode(201)
                .extract()
                .path("grantId");
    }
}
