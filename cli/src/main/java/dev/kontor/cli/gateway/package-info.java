/// The client side of a gateway's HTTP API: requests with a bearer token, answers as JSON or as a stream, problems as
/// failures.
/// The main type is [dev.kontor.cli.gateway.Gateway].
/// The package knows no command and prints nothing.
@NullMarked
package dev.kontor.cli.gateway;

import org.jspecify.annotations.NullMarked;
