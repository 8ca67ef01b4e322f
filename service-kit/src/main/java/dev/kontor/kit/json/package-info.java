/// How values look in JSON: ids and bytes as text, times as ISO-8601, and no unknown property in what we are sent.
/// [dev.kontor.kit.json.WireJson] customises the one ObjectMapper of a service. Depends on the wire module only.
@NullMarked
package dev.kontor.kit.json;

import org.jspecify.annotations.NullMarked;
