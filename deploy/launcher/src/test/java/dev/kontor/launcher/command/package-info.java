@NullMarked
package dev.kontor.launcher.command;

import org.jspecify.annotations.NullMarked;
