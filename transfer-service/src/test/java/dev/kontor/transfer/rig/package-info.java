/// What the tests of several packages share: sites with real certificates, shelves without a database, sample content.
@NullMarked
package dev.kontor.transfer.rig;

import org.jspecify.annotations.NullMarked;
