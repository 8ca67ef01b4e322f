package dev.kontor.launcher.erp;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;

/// One invoice.
///
/// @param id number, unique within the supplier
public record Invoice(
        String id,
        LocalDate issued,
        LocalDate due,
        String orderReference,
        Party supplier,
        Party customer,
        List<Line> lines) {
    public static final String CURRENCY = "EUR";

    public Invoice {
        lines = List.copyOf(lines);
    }

    /// A business as an invoice names it.
    public record Party(
            String name, String street, String city, String postcode, String country, String vatId, String mail) {}

    /// One position.
    ///
    /// @param unit code of UN/ECE recommendation 20
    /// @param vatPercent tax rate, of category S
    public record Line(
            int number,
            String item,
            String article,
            BigDecimal quantity,
            String unit,
            BigDecimal price,
            int vatPercent) {

        public BigDecimal net() {
            return quantity.multiply(price).setScale(2, RoundingMode.HALF_UP);
        }
    }

    /// Tax of one rate.
    public record Tax(int percent, BigDecimal base, BigDecimal amount) {}

    public BigDecimal net() {
        return lines.stream().map(Line::net).reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
    }

    /// Taxes by rate, lowest first; the tax is computed on the sum of a rate, as EN 16931 has it.
    public List<Tax> taxes() {
        return lines.stream()
                .map(Line::vatPercent)
                .distinct()
                .sorted()
                .map(percent -> {
                    BigDecimal base = lines.stream()
                            .filter(line -> line.vatPercent() == percent)
                            .map(Line::net)
                            .reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
                    return new Tax(
                            percent,
                            base,
                            base.multiply(BigDecimal.valueOf(percent))
                                    .divide(BigDecimal.valueOf(100), 2, RoundingMode.HALF_UP));
                })
                .toList();
    }

    public BigDecimal tax() {
        return taxes().stream().map(Tax::amount).reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
    }

    public BigDecimal payable() {
        return net().add(tax());
    }
}
