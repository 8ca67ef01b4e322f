package dev.kontor.discovery.node;

import dev.kontor.discovery.answer.Allowance;
import dev.kontor.discovery.store.Policy;

/// What the operator decides about how a node treats others: how much one may ask of it, and for whom it keeps records.
public record HouseRules(Allowance allowance, Policy policy) {
    public static final HouseRules DEFAULT = new HouseRules(Allowance.DEFAULT, Policy.DEFAULT);
}
