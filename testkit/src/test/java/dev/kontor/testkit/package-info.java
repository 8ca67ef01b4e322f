/// Tests of the test kit. Depends on everything in the module.
@NullMarked
package dev.kontor.testkit;

import org.jspecify.annotations.NullMarked;
