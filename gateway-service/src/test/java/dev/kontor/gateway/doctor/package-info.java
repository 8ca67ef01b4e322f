/// Tests of what operators are told. [DoctorTest] is the main one.
/// They may use the world of the tests.
@NullMarked
package dev.kontor.gateway.doctor;

import org.jspecify.annotations.NullMarked;
