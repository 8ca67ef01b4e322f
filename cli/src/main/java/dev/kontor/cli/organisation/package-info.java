/// Our organisation: its log, the recovery kit on paper, and what is done with its words.
/// The main types are [dev.kontor.cli.organisation.Organisation] and [dev.kontor.cli.organisation.Recovery], the
/// commands
/// that group the others. Words are read and used here and go nowhere: the gateway gets signatures.
@NullMarked
package dev.kontor.cli.organisation;

import org.jspecify.annotations.NullMarked;
