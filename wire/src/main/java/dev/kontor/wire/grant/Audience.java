package dev.kontor.wire.grant;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.cbor.CborWriter;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;

/// Whom a grant is for: `[kind, id]`, the id empty where there is none.
public sealed interface Audience {
    int MAX_ID = 32;

    /// Kind 0: every site of one organisation.
    record Organisation(OrgId orgId) implements Audience {}

    /// Kind 1: one site.
    record Site(SiteId siteId) implements Audience {}

    /// Kind 2: the members of a community that the issuer keeps.
    ///
    /// @param id 1 to 32 bytes
    record Community(Bytes id) implements Audience {
        public Community {
            if (id.empty() || id.size() > MAX_ID) {
                throw new IllegalArgumentException("a community's id has 1 to 32 bytes");
            }
        }
    }

    /// Kind 3: every active partner.
    record AllPartners() implements Audience {}

    /// Kind 4: everyone, partner or not.
    record Everyone() implements Audience {}

    /// Whether the requester belongs to this audience. Organisations and sites must be active partners, too.
    default boolean admits(Requester who) {
        return switch (this) {
            case Organisation organisation -> who.partner() && organisation.orgId.equals(who.orgId());
            case Site site -> who.partner() && site.siteId.equals(who.siteId());
            case Community community -> who.partner() && who.communities().contains(community.id);
            case AllPartners _ -> who.partner();
            case Everyone _ -> true;
        };
    }

    /// Such as `organisation:<orgId>` or `all-partners`; for people and JSON.
    default String text() {
        return switch (this) {
            case Organisation organisation -> "organisation:" + organisation.orgId;
            case Site site -> "site:" + site.siteId;
            case Community community -> "community:" + community.id.hex();
            case AllPartners _ -> "all-partners";
            case Everyone _ -> "everyone";
        };
    }

    static Audience read(CborReader reader) {
        reader.expectArray(2);
        int kind = (int) reader.readUint(4);
        Bytes id = reader.readBytes(MAX_ID);
        if (kind >= 3 && !id.empty()) {
            throw reader.malformed("this audience has no id");
        }
        return switch (kind) {
            case 0 -> new Organisation(new OrgId(id));
            case 1 -> new Site(new SiteId(id));
            case 2 -> new Community(id);
            case 3 -> new AllPartners();
            default -> new Everyone();
        };
    }

    default void write(CborWriter writer) {
        writer.array(2);
        switch (this) {
            case Organisation organisation -> writer.uint(0).bytes(organisation.orgId.bytes());
            case Site site -> writer.uint(1).bytes(site.siteId.bytes());
            case Community community -> writer.uint(2).bytes(community.id);
            case AllPartners _ -> writer.uint(3).bytes(Bytes.EMPTY);
            case Everyone _ -> writer.uint(4).bytes(Bytes.EMPTY);
        }
    }
}
