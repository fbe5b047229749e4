package org.eoworkflow.directive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eoworkflow.support.OrderWork.change;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.text.PDFTextStripper;
import org.camunda.spin.Spin;
import org.eoworkflow.platform.CheckedDocuments;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.OrderFixture;
import org.eoworkflow.support.OrderFixture.Work;
import org.eoworkflow.support.OrderWork;
import org.eoworkflow.support.People;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The reports of an order with forty directives, of which some were suspended, withdrawn and added, page by page. */
@EngineTest
class ReportPagesTest {

    private static final LocalDate SIGNED = LocalDate.of(2026, 6, 2);
    private static final int DIRECTIVES = 40;
    private static final String LONG = "stocktaking-of-records-registers-and-repositories-of-all-departments-and-of-everything-that-they-have-ever-kept-in-any-form";

    /** What may be pasted: other scripts, a picture, accents, markup, and a word that is wider than a page, as addresses are. */
    private static final String FOREIGN = "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 \u6f22\u5b57 \ud83d\ude80 Cafe\u0301 \u2212\u2009\u00a7 <b>&amp; "
        + "w".repeat(300) + " <i>the last word";

    @Autowired OrderFixture fixture;
    @Autowired OrderWork work;
    @Autowired People people;
    @Autowired Reports reports;

    private String order;

    @BeforeEach
    void anOrderOfFortyDirectivesIsAmended() {
        work.at(SIGNED.plusDays(1), 9);
        order = fixture.start(SIGNED, Stream.concat(Stream.of(Work.tracked(LONG), Work.tracked("later").lead("nasa").fromAmendment()),
            IntStream.rangeClosed(2, DIRECTIVES).mapToObj(i -> Work.tracked("d" + i))).toArray(Work[]::new));
        work.at(SIGNED.plusDays(4), 9);
        work.amend(order, change("later", "add"), change("d2", "suspend"), change("d3", "withdraw"));
    }

    @Test
    void theWeeklyReportTellsOfEveryDirectiveAndEachPageIsWhole() throws IOException {
        work.at(SIGNED.plusDays(6), 9);
        work.fire(order, "ExecutiveOrder", "MondayCome");
        var open = people.tasks(order, "ReportStatus").stream().filter(task -> task.getAssignee() == null).findFirst().orElseThrow();
        var rows = new ArrayList<Map<String, Object>>();
        for (var id : Stream.concat(Stream.of(LONG), IntStream.rangeClosed(4, DIRECTIVES).mapToObj(i -> "d" + i)).toList()) {
            rows.add(Map.of("directive", "Directive %s (%1$s)".formatted(id), "known", "", "status", id.equals("d7") ? "off-track" : "on-track",
                "issue", id.equals("d7") ? "Nobody is left who knows where it lies. ".repeat(99) + "This is the end of it." : id.equals("d8") ? FOREIGN : "", "expected", "2026-06-30"));
        }
        people.complete("gsa.staff", open, Map.of("statuses", Spin.JSON(rows)));
        work.at(SIGNED.plusDays(8), 12);
        work.fire(order, "StatusDataCall", "WindowClosed");

        var pages = pages("weekly", DIRECTIVES + 1);
        assertThat(pages.get(0)).contains("Weekly status, week of Monday, June 8, 2026", "On track");
        headed(pages, "Its time", "Day 8 of 30; 0 of 1 clauses met");
        assertThat(String.join("\n", pages)).contains("Directives that are not under way", "suspended", "withdrawn",
            "Ended on day 4 of 30; no clause is asked for any more", "This is the end of it.", "<b>&amp;", "<i>the last word");
    }

    @Test
    void theClosingReportTellsOfEveryDirectiveAndEachPageIsWhole() throws IOException {
        work.amend(order, IntStream.rangeClosed(4, DIRECTIVES).mapToObj(i -> change("d" + i, "withdraw")).<Map<String, Object>>toArray(Map[]::new));
        work.amend(order, change("d2", "withdraw"), change("later", "withdraw"));
        work.carryOut(order, LONG, "gsa", LONG.toUpperCase() + "-01");
        work.closeWithReport(order, "L-01");

        var pages = pages("closing", DIRECTIVES + 1);
        headed(pages, "Evidence items", "not applicable");
        headed(pages, "Its time", "no clause is asked for any more");
        assertThat(String.join("\n", pages)).contains("Met on day 4 of 30", "Ended on day 4 of 30", "completed", "withdrawn", "Nobody was obliged.");
    }

    /** The texts of the pages of the latest report, once it is sure that it is accessible, that none is empty, and that there are so many pictures. */
    private List<String> pages(String kind, int pictures) throws IOException {
        var pdf = reports.pdf(reports.of(order).get(0).id());
        Files.write(Files.createDirectories(Path.of("target", "reports")).resolve(kind + "-of-forty.pdf"), pdf);
        CheckedDocuments.check("report/" + kind, pdf);
        var pages = new ArrayList<String>();
        try (var document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isBetween(3, 12);
            int drawn = 0;
            for (int page = 1; page <= document.getNumberOfPages(); page++) {
                var stripper = new PDFTextStripper();
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                pages.add(stripper.getText(document).replaceAll("\\s+", " "));
                for (COSName name : document.getPage(page - 1).getResources().getXObjectNames()) {
                    drawn += document.getPage(page - 1).getResources().isImageXObject(name) ? 1 : 0;
                }
            }
            assertThat(drawn).isGreaterThan(0);
        }
        for (int page = 1; page <= pages.size(); page++) {
            assertThat(pages.get(page - 1)).contains("Page %d of %d".formatted(page, pages.size())).hasSizeGreaterThan(200);
        }
        assertThat(String.join("\n", pages).split("of 30")).as("words of pictures").hasSizeGreaterThan(pictures);
        return pages;
    }

    /** Wherever there is a row of a table, its head stands on the same page. */
    private static void headed(List<String> pages, String head, String row) {
        var rows = pages.stream().filter(page -> page.contains(row)).toList();
        assertThat(rows).as("pages with rows").hasSizeGreaterThan(1).allSatisfy(page -> assertThat(page).contains(head));
    }
}
