package dev.kontor.transfer.content;

import java.util.LinkedHashMap;
import java.util.Map;

/// Status, header fields and body of an answer.
record Reply(int status, Map<String, String> headers, Body body) {
    Reply {
        headers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /// The same with further fields.
    Reply with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Reply(status, all, body);
    }
}
