package dev.kontor.identity.settings;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void bothAdminsCompareUnlessItIsSwitchedOff() {
        assertTrue(settings(Map.of()).bothCompare());
        assertTrue(settings(Map.of("kontor.pairing.both.compare", "true")).bothCompare());
        assertFalse(settings(Map.of("kontor.pairing.both.compare", "false")).bothCompare());
    }

    @Test
    void aTypingErrorDoesNotSwitchItOff() {
        Map<String, String> wrong = Map.of("kontor.pairing.both.compare", "yes");
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> settings(wrong));
        assertTrue(String.valueOf(refusal.getMessage()).contains("KONTOR_PAIRING_BOTH_COMPARE is \"yes\""));
    }

    private static Settings settings(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.put("kontor.site.label", "acme");
        all.put("kontor.data.dir", "data");
        all.put("kontor.trust.dir", "trust");
        return Settings.from(key -> Optional.ofNullable(all.get(key)));
    }
}
