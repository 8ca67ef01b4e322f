package dev.kontor.launcher.erp;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Makes invoices from a seed. The n-th invoice of a seed is the same on every machine and at every time. Pure.
public record InvoiceBook(long seed) {
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 5);
    private static final int INVOICES_A_DAY = 7;
    private static final int MOST_LINES = 9;
    private static final int STANDARD_RATE = 19;
    private static final int REDUCED_RATE = 7;

    private static final Invoice.Party ACME = new Invoice.Party(
            "Acme Industrial Supplies GmbH",
            "Speicherstraße 12",
            "Lübeck",
            "23552",
            "DE",
            "DE214365879",
            "invoices@acme.example");

    private static final List<Invoice.Party> CUSTOMERS = List.of(
            customer("Globex Manufacturing B.V.", "Keizersgracht 401", "Amsterdam", "1016 EK", "NL", "NL854123697B01"),
            customer("Globex Logistics B.V.", "Waalhaven Z.z. 19", "Rotterdam", "3089 JH", "NL", "NL854123699B02"),
            customer("Globex Services N.V.", "Meir 85", "Antwerpen", "2000", "BE", "BE0762345190"),
            customer("Globex Nordic AB", "Skeppsbron 38", "Stockholm", "111 30", "SE", "SE556677889901"),
            customer("Globex Hanse GmbH & Co. KG", "Am Sandtorkai 50", "Hamburg", "20457", "DE", "DE319874652"));

    /// What is sold: description, unit, price in cents.
    private record Article(String name, String unit, int cents, int vatPercent) {}

    private static final List<Article> ARTICLES = List.of(
            new Article("Hexagon bolt M8×40, A2 stainless", "C62", 34, STANDARD_RATE),
            new Article("Hexagon nut M8, A2 stainless", "C62", 11, STANDARD_RATE),
            new Article("Deep groove ball bearing 6204-2RS", "C62", 689, STANDARD_RATE),
            new Article("V-belt SPZ 1250", "C62", 1245, STANDARD_RATE),
            new Article("Hydraulic hose DN10, 2SN", "MTR", 972, STANDARD_RATE),
            new Article("Gear oil CLP 220", "LTR", 638, STANDARD_RATE),
            new Article("Steel sheet DC01, 2 mm", "MTK", 3417, STANDARD_RATE),
            new Article("Aluminium profile 40×40, slot 8", "MTR", 1899, STANDARD_RATE),
            new Article("Three-phase motor 1.5 kW, IE3", "C62", 28450, STANDARD_RATE),
            new Article("Proximity switch M12, PNP, 4 mm", "C62", 2390, STANDARD_RATE),
            new Article("Signal cable LiYCY 4×0.5", "MTR", 154, STANDARD_RATE),
            new Article("Cutting fluid, semi-synthetic", "LTR", 511, STANDARD_RATE),
            new Article("Safety gloves, cut level D, pair", "PR", 899, STANDARD_RATE),
            new Article("Handbook \"Drive engineering\", print", "C62", 4900, REDUCED_RATE),
            new Article("Maintenance, per hour", "HUR", 9200, STANDARD_RATE),
            new Article("Freight, per 100 kg", "C62", 3150, STANDARD_RATE));

    private static Invoice.Party customer(
            String name, String street, String city, String postcode, String country, String vatId) {
        return new Invoice.Party(name, street, city, postcode, country, vatId, "accounting@globex.example");
    }

    /// The invoice at a place in the book, counted from 0.
    public Invoice invoice(int index) {
        RandomGenerator random = new SplittableRandom(seed * 1_000_003L + index);
        LocalDate issued = FIRST_DAY.plusDays(index / INVOICES_A_DAY);
        int lines = 1 + random.nextInt(MOST_LINES);
        return new Invoice(
                id(index),
                issued,
                issued.plusDays(random.nextBoolean() ? 14 : 30),
                "PO-" + (450_000 + random.nextInt(50_000)),
                ACME,
                CUSTOMERS.get(random.nextInt(CUSTOMERS.size())),
                IntStream.rangeClosed(1, lines)
                        .mapToObj(number -> line(number, random))
                        .toList());
    }

    public static String id(int index) {
        return String.format(Locale.ROOT, "INV-2026-%05d", index + 1);
    }

    private static Invoice.Line line(int number, RandomGenerator random) {
        int at = random.nextInt(ARTICLES.size());
        Article article = ARTICLES.get(at);
        int most = article.cents() > 5_000 ? 8 : 400;
        return new Invoice.Line(
                number,
                article.name(),
                String.format(Locale.ROOT, "AC-%04d", 1000 + at * 37),
                BigDecimal.valueOf(1 + random.nextInt(most)),
                article.unit(),
                BigDecimal.valueOf(article.cents(), 2),
                article.vatPercent());
    }
}
