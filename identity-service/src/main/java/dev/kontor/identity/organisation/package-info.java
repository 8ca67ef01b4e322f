/// Our organisation: its log, who may sign it, and telling partners when it has grown. [Organisation] makes the changes
/// and [Herald] tells; [OrganisationResource] is the door for admins. Keys stay in the package `site`, partners' logs
/// are the business of the package `partner`.
@NullMarked
package dev.kontor.identity.organisation;

import org.jspecify.annotations.NullMarked;
