/// Which gateway a command talks to, and as whom: a site that runs on this machine, or any gateway by its address.
/// The main type is [dev.kontor.cli.site.Connection], the options that every client command shares.
/// It learns about running sites through the port [dev.kontor.cli.site.LocalSites] and depends on no command.
@NullMarked
package dev.kontor.cli.site;

import org.jspecify.annotations.NullMarked;
