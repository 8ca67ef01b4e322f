package dev.kontor.gateway.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// What transfer-service's walk over its piece store found, in words.
final class Scrubbed {
    // Our choice: one finding has room for so many.
    private static final int MOST_NAMED = 5;

    private Scrubbed() {}

    static Finding judge(JsonNode scrub) {
        JsonNode unmended = scrub.path("unmended");
        if (unmended.isEmpty()) {
            return Finding.ok("pieces", "none is known to be damaged; " + last(scrub));
        }
        List<String> named = new ArrayList<>();
        for (JsonNode snapshot : unmended) {
            if (named.size() < MOST_NAMED) {
                named.add(told(snapshot));
            }
        }
        return Finding.warning(
                "pieces",
                unmended.size() + " snapshots lack pieces: " + String.join("; ", named),
                "They are fetched again by themselves from who has them; kontor scrub shows all. What is ours and nobody"
                        + " has comes back with kontor poll NAME.");
    }

    private static String last(JsonNode scrub) {
        return scrub.hasNonNull("completedAt")
                ? "the whole store was last read until "
                        + scrub.path("completedAt").asText()
                : "the store is being read, " + scrub.path("percent").asInt() + " % so far";
    }

    private static String told(JsonNode snapshot) {
        String reason = snapshot.path("reason").asText("not tried yet");
        return (snapshot.path("ours").asBoolean() ? "our " : "a partner's ")
                + snapshot.path("namespace").asText() + " number "
                + snapshot.path("sequence").asLong() + " lacks "
                + snapshot.path("pieces").asLong() + ", " + reason;
    }
}
