package dev.kontor.identity.partner;

import dev.kontor.identity.audit.Act;
import dev.kontor.identity.pairing.Body;
import java.util.Locale;

/// What happens to partners without an admin of ours, in the words of the audit log.
final class PartnerActs {
    /// Who acts when time or a rule does.
    static final String OURSELVES = "this site";

    private PartnerActs() {}

    /// The other site, by what its connection proved.
    static String actor(StoredPairing row) {
        return "site " + row.siteId;
    }

    /// The other side said this.
    static Act said(StoredPairing row, Body body) {
        String verb = body.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        return new Act(actor(row), "pairing." + verb, row.name());
    }

    /// What to note with it.
    static String detail(StoredPairing row, Body body) {
        String state =
                "pairing " + row.id + " is " + PartnerStates.of(row.pairing().state());
        return body instanceof Body.Farewell farewell && !farewell.reason().isEmpty()
                ? state + ": " + farewell.reason()
                : state;
    }
}
