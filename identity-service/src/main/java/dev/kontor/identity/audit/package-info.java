/// What admins and partners' sites did, and what was refused to admins: who, when, what, to which subject, with
/// which outcome. The main type is [Audit], which every feature with an administrative act writes to. It depends on
/// the site's log only.
@NullMarked
package dev.kontor.identity.audit;

import org.jspecify.annotations.NullMarked;
