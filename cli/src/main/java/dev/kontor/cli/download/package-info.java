/// Brings content from a gateway to disk: resumed where it stopped, several files at once, every byte checked before a
/// file gets its name.
/// The main types are [dev.kontor.cli.download.FileDownload] for one file and [dev.kontor.cli.download.Collection] for
/// many.
/// The package parses no command line and prints nothing but the progress line that it is given.
@NullMarked
package dev.kontor.cli.download;

import org.jspecify.annotations.NullMarked;
