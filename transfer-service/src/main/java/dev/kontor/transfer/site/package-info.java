/// Our own site as seen from here: who we are, and the two services that this one asks. [OwnSite] signs and opens
/// through identity-service, [SiteFinder] resolves partners through discovery-service. Private keys never come here;
/// knows nothing of pieces.
@NullMarked
package dev.kontor.transfer.site;

import org.jspecify.annotations.NullMarked;
