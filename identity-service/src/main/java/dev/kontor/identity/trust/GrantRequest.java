package dev.kontor.identity.trust;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.kit.problem.ProblemException;
import dev.kontor.wire.address.EntryPath;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.grant.Constraint;
import dev.kontor.wire.grant.GrantAction;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an admin wants to grant.
///
/// @param partner petname, organisation, site or pairing id of an active partner
/// @param audience `all-partners`, those of later too, in the place of one partner
/// @param pathPrefix only this path and what is below it; empty for the whole namespace
/// @param actions `list`, `read`, `receive`, `publish-on`; the first three when absent
/// @param notBefore when it begins; at once when absent
/// @param notAfter when it ends by itself
/// @param purpose what the data may be used for, as a statement
@RegisterForReflection
record GrantRequest(
        @JsonProperty(value = "namespace", required = true) NamespaceName namespace,
        @JsonProperty("partner") @Nullable String partner,
        @JsonProperty("audience") @Nullable String audience,
        @JsonProperty("pathPrefix") @Nullable EntryPath pathPrefix,
        @JsonProperty("actions") @Nullable List<String> actions,
        @JsonProperty("notBefore") @Nullable Instant notBefore,
        @JsonProperty("notAfter") @Nullable Instant notAfter,
        @JsonProperty("purpose") @Nullable String purpose) {
    static final String ALL_PARTNERS = "all-partners";
    private static final int MAX_QUOTE = 40;
    private static final int MAX_PURPOSE_CHARACTERS = 300;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /// The partner that it is for, or nothing when it is for all of them.
    Optional<String> grantee() {
        if (audience != null && !audience.equals(ALL_PARTNERS)) {
            throw ProblemException.invalid("audience", "may only be " + ALL_PARTNERS + "; name one partner in partner");
        }
        if ((partner == null || partner.isBlank()) == (audience == null)) {
            throw ProblemException.invalid(
                    "partner", "must name whom it is for, or audience must be " + ALL_PARTNERS + "; not both");
        }
        return Optional.ofNullable(partner);
    }

    Set<GrantAction> permitted() {
        if (actions == null || actions.isEmpty()) {
            return EnumSet.of(GrantAction.LIST, GrantAction.READ, GrantAction.RECEIVE);
        }
        Set<GrantAction> permitted = EnumSet.noneOf(GrantAction.class);
        actions.forEach(action -> permitted.add(action(action)));
        return permitted;
    }

    List<Constraint> constraints(Instant now) {
        List<Constraint> constraints = new ArrayList<>();
        if (notBefore != null) {
            if (notBefore.isAfter(notAfter == null ? LATEST : notAfter)) {
                throw ProblemException.invalid("notBefore", "is " + notBefore + ", which is after the end");
            }
            constraints.add(new Constraint.NotBefore(notBefore));
        }
        if (notAfter != null) {
            if (!notAfter.isAfter(now)) {
                throw ProblemException.invalid("notAfter", "is " + notAfter + ", but must be in the future");
            }
            if (notAfter.isAfter(LATEST)) {
                throw ProblemException.invalid("notAfter", "must be before the year 10000; leave it out for no end");
            }
            constraints.add(new Constraint.NotAfter(notAfter));
        }
        if (purpose != null && !purpose.isBlank()) {
            if (purpose.length() > MAX_PURPOSE_CHARACTERS) {
                throw ProblemException.invalid("purpose", "has at most " + MAX_PURPOSE_CHARACTERS + " characters");
            }
            constraints.add(new Constraint.Purpose(purpose));
        }
        return constraints;
    }

    private static GrantAction action(String word) {
        try {
            return GrantAction.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException unknown) {
            throw ProblemException.invalid(
                    "actions",
                    "has \"" + word.substring(0, Math.min(word.length(), MAX_QUOTE))
                            + "\", but may have only list, read, receive and publish-on");
        }
    }
}
