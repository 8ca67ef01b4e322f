package dev.kontor.launcher.demo;

import dev.kontor.launcher.deployment.RunningSite;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What the demo prints at the end: addresses, people, commands to try.
final class DemoTable {
    private DemoTable() {}

    static List<String> lines(List<RunningSite> sites, URI erp) {
        Stream<String> addresses = Stream.concat(
                Stream.of("", "Addresses"),
                Stream.concat(
                        sites.stream().flatMap(DemoTable::site),
                        Stream.of(row(sites.getFirst().site().label(), "ERP", erp + "/invoices"))));
        return Stream.of(addresses, people(sites), commands(sites))
                .flatMap(part -> part)
                .toList();
    }

    private static Stream<String> site(RunningSite running) {
        String label = running.site().label();
        return Stream.of(
                row(label, "gateway (LAN API, sign-in)", running.site().lanUrl()),
                row(label, "public port", running.site().edge()),
                row(label, "sign-in service", running.site().issuer()));
    }

    private static String row(String label, String what, String where) {
        return String.format(Locale.ROOT, "  %-10s %-28s %s", label, what, where);
    }

    private static Stream<String> people(List<RunningSite> sites) {
        return Stream.concat(
                Stream.of("", "People who can sign in"),
                sites.stream()
                        .flatMap(running -> running.site().users().stream()
                                .map(user -> row(
                                        running.site().label(),
                                        user,
                                        running.userPassword(user).orElse("?")))));
    }

    private static Stream<String> commands(List<RunningSite> sites) {
        String globex = sites.getLast().site().lanUrl();
        return Stream.of(
                "",
                "Try",
                "  ./kontor ls --site globex kontor://acme-inc/invoices",
                "  ./kontor get --site globex kontor://acme-inc/invoices -o invoices.tar",
                "  ./kontor partner list --site acme",
                "  curl -H \"Authorization: Bearer $(./kontor token --site globex --client accounting)\" \\",
                "       " + globex + "/sites/acme-inc/invoices/INV-2026-00001.xml",
                "  ./kontor status");
    }
}
