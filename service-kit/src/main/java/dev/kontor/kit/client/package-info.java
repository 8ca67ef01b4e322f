/// How this service asks the other services of its site again when that may help. [dev.kontor.kit.client.Retried]
/// marks a question of a `@RegisterRestClient`, [dev.kontor.kit.client.Retry] is the rule; the deadlines stand in
/// the kit's configuration. Knows no other package of the kit.
@NullMarked
package dev.kontor.kit.client;

import org.jspecify.annotations.NullMarked;
