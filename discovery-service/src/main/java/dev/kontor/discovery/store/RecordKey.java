package dev.kontor.discovery.store;

import dev.kontor.discovery.routing.Key;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;

/// Under which key a record lies: a hash of what people know, so that a storer cannot read its neighbours' names from
/// the key space, and so that the kinds of keys never meet.
public final class RecordKey {
    private static final Bytes SITE = Bytes.utf8("kontor/site/1");
    private static final Bytes ORGANISATION = Bytes.utf8("kontor/org/1");
    private static final Bytes PROVIDER = Bytes.utf8("kontor/provider/1");
    private static final Bytes NAME = Bytes.utf8("kontor/name/1");

    private RecordKey() {}

    /// Where the descriptor of a site lies.
    public static Key ofSite(SiteId site) {
        return hash(SITE, site.bytes());
    }

    /// Where the descriptors of an organisation's sites lie.
    public static Key ofOrganisation(OrgId organisation) {
        return hash(ORGANISATION, organisation.bytes());
    }

    /// Where the announcements of a name lie.
    public static Key ofName(String name) {
        return hash(NAME, Bytes.utf8(name));
    }

    /// Where the records of those lie who have what goes by a storage key.
    public static Key ofProvider(Bytes storageKey) {
        return hash(PROVIDER, storageKey);
    }

    private static Key hash(Bytes kind, Bytes subject) {
        return Key.of(Sha256.digest(Bytes.concat(kind, subject)));
    }
}
