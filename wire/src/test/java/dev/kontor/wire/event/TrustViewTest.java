package dev.kontor.wire.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.kontor.wire.Samples;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.grant.GrantAction;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class TrustViewTest {
    private static final SiteId SITE = SiteId.of(Samples.OTHER_SITE.verifyKey());

    private final PartnerView globex = new PartnerView(
            new OrgId(Samples.secret("globex")),
            "globex",
            PartnerState.ACTIVE,
            List.of(new PartnerSite(SITE, Samples.secret("ca"), Bytes.EMPTY)),
            Samples.AT);
    private final GrantView grant = GrantView.of(Samples.grant().sign(Samples.SITE), false);
    private final TrustView view = new TrustView(
            1,
            new Self(Samples.orgId(), Samples.siteId(), Samples.secret("our ca"), "acme-inc"),
            List.of(globex),
            List.of(grant));

    @Test
    void findsPartnersByOrganisationPetnameAndSite() {
        assertEquals(Optional.of(globex), view.partner(globex.orgId()));
        assertEquals(Optional.of(globex), view.partner("globex"));
        assertEquals(Optional.of(globex), view.partnerOf(SITE));
        assertTrue(view.partner("initech").isEmpty());
        assertTrue(view.partnerOf(Samples.siteId()).isEmpty());
        assertTrue(globex.active());
    }

    @Test
    void showsWhatTheGrantSays() {
        assertEquals(Samples.grant(), grant.grant());
        assertEquals(List.of(GrantAction.LIST, GrantAction.READ, GrantAction.RECEIVE), grant.actions());
        assertEquals("invoices", grant.namespace());
        assertEquals(Samples.AT.plus(Duration.ofDays(30)), grant.notAfter());
        assertEquals("organisation:" + globex.orgId(), grant.audience());
    }

    @Test
    void namesEventsInOneWay() {
        assertEquals(6, EventTypes.ALL.size());
        assertTrue(EventTypes.ALL.stream().allMatch(type -> type.matches("dev\\.kontor\\.[a-z]+\\.[a-z]+")));
    }

    @Test
    void registersEveryBodyForNativeBinaries() throws Exception {
        String file = "/META-INF/native-image/dev.kontor/wire/reachability-metadata.json";
        try (InputStream metadata = Objects.requireNonNull(TrustView.class.getResourceAsStream(file))) {
            Set<String> registered = StreamSupport.stream(
                            new ObjectMapper()
                                    .readTree(metadata)
                                    .get("reflection")
                                    .spliterator(),
                            false)
                    .map(type -> type.get("type").asText())
                    .collect(Collectors.toSet());
            new ClassFileImporter()
                            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                            .importPackages("dev.kontor.wire.event")
                            .stream()
                            .filter(type -> type.isRecord() || type.isEnum())
                            .forEach(type -> assertTrue(registered.contains(type.getName()), type.getName()));
        }
    }
}
