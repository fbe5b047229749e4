package org.eoworkflow.directive.bod;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParagraphsTest {

    @Test
    void emptyLinesBeginParagraphsAndOtherLinesStayLines() {
        assertThat(Paragraphs.html("One\ntwo\n\n\nThree")).isEqualTo("<p>One<br/>two</p><p>Three</p>");
        assertThat(Paragraphs.html("  ")).isEmpty();
    }

    @Test
    void listsAreListsAndEndWithTheNextParagraph() {
        assertThat(Paragraphs.html("To do:\n- one\n* two\n1. first\n2) second\nDone"))
            .isEqualTo("<p>To do:</p><ul><li>one</li><li>two</li></ul><ol><li>first</li><li>second</li></ol><p>Done</p>");
    }

    @Test
    void aYearOrAHyphenAtTheHeadOfALineIsNoList() {
        assertThat(Paragraphs.html("2026. It began\n-not a list")).isEqualTo("<p>2026. It began<br/>-not a list</p>");
    }

    @Test
    void markupIsText() {
        assertThat(Paragraphs.html("<script>alert('x')</script> & \"more\""))
            .isEqualTo("<p>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;more&quot;</p>");
    }

    @Test
    void namesMakeASentence() {
        assertThat(Paragraphs.sentence(List.of())).isEmpty();
        assertThat(Paragraphs.sentence(List.of("GSA"))).isEqualTo("GSA");
        assertThat(Paragraphs.sentence(List.of("GSA", "NASA", "OPM"))).isEqualTo("GSA, NASA and OPM");
    }
}
