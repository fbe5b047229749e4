package org.eoworkflow.directive.grants;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eoworkflow.directive.grants.Listing.Source;

/**
 * What the decision table asks of a program; each is a value of the table. What the source does not state is {@code unknown}, never
 * guessed.
 */
record GrantFacts(String purpose, String applicants, String assistance, String funds, String expiry) {

    private static final Pattern GRANT = Pattern.compile("(?i)grant|cooperative agreement");
    private static final Pattern NOTHING = Pattern.compile("(?i)not applicable\\.?|n/?a\\.?|none\\.?|");
    private static final Pattern ORGANIZATIONS = Pattern.compile("(?i)\\b(states?|local|governments?|counties|county|city|cities|municipal\\w*|tribal|tribes?"
        + "|universit\\w+|institutions?|colleges?|non-?profits?|organizations?|business\\w*|compan\\w+|operators?|utilit\\w+|hospitals?|agenc\\w+"
        + "|unrestricted|anyone)\\b");
    private static final Pattern INDIVIDUALS = Pattern.compile("(?i)\\bindividuals?\\b");
    /** As the listings write it: {@code FY 25 est $2,000,000.00}. */
    private static final Pattern YEAR = Pattern.compile("(?i)FY\\s*(\\d{4}|\\d{2})\\s*(?:est\\w*\\.?)?\\s*\\$\\s*([0-9][0-9,]*(?:\\.[0-9]+)?)");

    /** @param subject words of cybersecurity @param method words of artificial intelligence */
    static GrantFacts of(Listing listing, PurposeWords subject, PurposeWords method, LocalDate today) {
        boolean grants = listing.source() == Source.GRANTS_GOV;
        String purpose = subject.in(listing.purpose()) == 0 ? "none" : method.in(listing.purpose()) == 0 ? "related" : "direct";
        return new GrantFacts(purpose, grants ? codedApplicants(listing.applicants()) : wordedApplicants(listing.applicants()),
            grants ? codedAssistance(listing.assistance()) : wordedAssistance(listing.assistance()),
            grants ? stated(listing.funds()) : ofYears(listing.obligations(), fiscalYear(today)),
            listing.closes() == null ? grants ? "unknown" : "open" : listing.closes().isBefore(today) ? "expired" : "open");
    }

    private static String wordedAssistance(String text) {
        return GRANT.matcher(text).find() ? "grant" : NOTHING.matcher(text).matches() ? "unknown" : "other";
    }

    /** G grant, CA cooperative agreement, PC procurement contract, O other. */
    private static String codedAssistance(String codes) {
        List<String> all = codes(codes);
        return all.contains("G") || all.contains("CA") ? "grant" : all.isEmpty() || all.contains("O") ? "unknown" : "other";
    }

    private static String wordedApplicants(String text) {
        return ORGANIZATIONS.matcher(text).find() ? "eligible" : INDIVIDUALS.matcher(text).find() ? "individuals" : "unknown";
    }

    /** 21 are individuals; 25 others, whom only the text names. */
    private static String codedApplicants(String codes) {
        List<String> all = codes(codes);
        return all.stream().anyMatch(code -> !code.equals("21") && !code.equals("25")) ? "eligible" : all.equals(List.of("21")) ? "individuals" : "unknown";
    }

    private static List<String> codes(String codes) {
        return Arrays.stream(codes.toUpperCase(Locale.ROOT).split(",")).map(String::strip).filter(code -> !code.isEmpty()).distinct().toList();
    }

    /** Nought often stands for nothing said. */
    private static String stated(BigDecimal funds) {
        return funds == null || funds.signum() == 0 ? "unknown" : "left";
    }

    /** What is to be spent in this fiscal year or a later one; an amount of nought in the last of them says that nothing is. */
    private static String ofYears(String obligations, int now) {
        int last = 0;
        boolean some = false;
        Matcher years = YEAR.matcher(obligations);
        while (years.find()) {
            int year = Integer.parseInt(years.group(1)) % 100 + 2000;
            if (year >= Math.max(now, last)) {
                boolean more = new BigDecimal(years.group(2).replace(",", "")).signum() > 0;
                some = year == last ? some || more : more;
                last = year;
            }
        }
        return last == 0 ? "unknown" : some ? "left" : "none";
    }

    /** The federal fiscal year begins on October 1 of the year before. */
    private static int fiscalYear(LocalDate today) {
        return today.getMonthValue() >= 10 ? today.getYear() + 1 : today.getYear();
    }
}
