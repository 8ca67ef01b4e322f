package dev.kontor.identity.partner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.kontor.testkit.Generator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PetnameTest {
    @Test
    void takesASuggestionThatFits() {
        assertEquals("acme-inc", Petname.from("acme-inc", Set.of()));
        assertEquals("acme.example", Petname.from("Acme.Example", Set.of()));
    }

    @Test
    void makesASuggestionDifferentFromTheNamesInUse() {
        assertEquals("acme-3", Petname.from("acme", Set.of("acme", "acme-2")));
    }

    @Test
    void makesANameOfAnySuggestion() {
        Generator.check(2000, random -> {
            String name = Petname.from(random.text(100), Set.of());
            assertInstanceOf(Petname.Choice.Free.class, Petname.wanted(name, Set.of()), name);
        });
    }

    @Test
    void neverLooksLikeAnId() {
        assertEquals("partner", Petname.from("a".repeat(52), Set.of()));
        assertInstanceOf(Petname.Choice.Unfit.class, Petname.wanted("a".repeat(52), Set.of()));
        assertInstanceOf(Petname.Choice.Unfit.class, Petname.wanted("0".repeat(32), Set.of()));
    }

    @Test
    void refusesTakenAndUnfitNames() {
        assertInstanceOf(Petname.Choice.Taken.class, Petname.wanted("acme", Set.of("acme")));
        for (String name : List.of("", "Acme", "a b", "../a", "a..b", "-a", "a\u0000")) {
            assertInstanceOf(Petname.Choice.Unfit.class, Petname.wanted(name, Set.of()), name);
        }
    }
}
