/// How much of its line this site gives to transfers: the schedules of both directions, from the settings or
/// as an admin has set them at run time. [Limits] holds them and the throttles that follow them. Knows no
/// transfer.
@NullMarked
package dev.kontor.transfer.limits;

import org.jspecify.annotations.NullMarked;
