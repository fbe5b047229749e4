package org.eoworkflow.security.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.eoworkflow.security.spill.FileText.Unreadable;
import org.eoworkflow.support.SampleFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileTextTest {

    private final FileText files = new FileText(new SpillSettings("x@eo.example", null, Duration.ofSeconds(30)));
    private final SpillRules rules = rules();

    @AfterEach
    void stop() {
        files.stop();
    }

    @Test
    void ofEveryKindOfFileTheTextIsRead() throws Unreadable {
        assertThat(files.of(SampleFiles.pdf("The fence", "stands."))).contains("The fence", "stands.");
        assertThat(files.of(SampleFiles.docx("Head of the page", "fence north", "The fence stands."))).contains("The fence stands.", "Head of the page",
            "fence north");
        assertThat(files.of(SampleFiles.xlsx("The fence", "stands."))).contains("The fence", "stands.");
        assertThat(files.of(SampleFiles.pptx("The fence", "stands."))).contains("The fence", "stands.");
        assertThat(files.of(SampleFiles.odt("The fence stands."))).contains("The fence stands.");
        assertThat(files.of(SampleFiles.eml("The fence", "a.pdf", SampleFiles.pdf("stands.")))).contains("The fence", "stands.", "a.pdf");
        assertThat(files.of(SampleFiles.pdfWith("A title of its own", null, "x"))).contains("A title of its own");
        assertThat(files.of("Der Zaun stünde".getBytes(StandardCharsets.ISO_8859_1))).contains("stünde");
        assertThat(files.of("The fence".getBytes(StandardCharsets.UTF_16))).contains("The fence");
        assertThat(files.of("The fence".getBytes(StandardCharsets.UTF_16LE))).contains("The fence");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SECRET//NOFORN", "(S) The fence is high.", "CONFIDENTIAL//REL TO USA, GBR"})
    void markedFilesAreFoundWhereverTheMarkIs(String mark) throws Unreadable {
        for (byte[] file : List.of(SampleFiles.pdf("The fence", mark), SampleFiles.pdfWith(mark, null, "The fence"), SampleFiles.docx(mark, "", "The fence"),
                SampleFiles.docx("", mark, "The fence"), SampleFiles.docx("", "", "The fence", mark), SampleFiles.xlsx("The fence", mark),
                SampleFiles.pptx("The fence", mark), SampleFiles.odt("The fence</text:p><text:p>" + mark), SampleFiles.eml(mark, "a.txt", new byte[] {'x'}),
                SampleFiles.eml("The fence", "a.docx", SampleFiles.docx("", "", mark)), SampleFiles.eml("The fence", "a.txt", mark.getBytes()),
                ("The fence\n" + mark).getBytes(StandardCharsets.UTF_16), ("fence,height\n\"" + mark + "\",2\n").getBytes(),
                ("{\"a\": \"" + mark.replace("S", "\\u0053") + "\"}").getBytes(), ("<a>" + mark.replace("S", "&#83;") + "</a>").getBytes(),
                ("\u0089PNG\r\n\u001a\n\u0000\u0000\u0000\u0010tEXtComment\u0000" + mark + "\u0000").getBytes(StandardCharsets.ISO_8859_1))) {
            assertThat(rules.broken(files.of(file), true)).as(new String(file, 0, Math.min(40, file.length), StandardCharsets.ISO_8859_1)).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SECRET", "TOP SECRET", "CONFIDENTIAL", "NOFORN", "HANDLE VIA COMINT CHANNELS ONLY"})
    void controlWordsAtHeadOrFootOfAPageAreFound(String words) throws Unreadable {
        assertThat(rules.broken(files.of(SampleFiles.docx(words, "", "The fence")), true)).isPresent();
        assertThat(rules.broken(files.of(SampleFiles.pdf("The fence", "stands.", words)), true)).isPresent();
        assertThat(rules.broken(files.of(SampleFiles.pdf("The fence is no secret, " + words.toLowerCase() + " stands.")), true)).isEmpty();
    }

    @Test
    void whatCannotBeReadCannotBeChecked() {
        assertThatThrownBy(() -> files.of(SampleFiles.pdfWith(null, "password", "The fence"))).isInstanceOf(Unreadable.class).hasMessageContaining("password");
        assertThatThrownBy(() -> files.of(Arrays.copyOf(SampleFiles.docx("", "", "The fence"), 900))).isInstanceOf(Unreadable.class)
            .hasMessageStartingWith("is damaged or incomplete");
        assertThatThrownBy(() -> files.of("%PDF-1.7\nnothing of it".getBytes())).isInstanceOf(Unreadable.class).hasMessageStartingWith("is damaged or incomplete");
        assertThatThrownBy(() -> files.of(SampleFiles.eml("x", "a.pdf", SampleFiles.pdfWith(null, "password", "x")))).isInstanceOf(Unreadable.class)
            .hasMessageContaining("password");
    }

    @Test
    void aFileThatBurstsIsRefused() {
        assertThatThrownBy(() -> files.of(SampleFiles.odt("x".repeat(50_000_001)))).isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> files.of(SampleFiles.docx("", "", "x ".repeat(25_000_001)))).isInstanceOf(Unreadable.class);
    }

    @Test
    void aFileOfWhichNothingIsReadIsRefused() {
        var archive = SampleFiles.zip("a.txt", "SECRET//NOFORN");
        assertThatThrownBy(() -> files.of(archive)).isInstanceOf(Unreadable.class).hasMessage("is of a kind that cannot be read");
        assertThatThrownBy(() -> files.of(SampleFiles.eml("x", "a.zip", archive))).isInstanceOf(Unreadable.class)
            .hasMessage("holds a file of a kind that cannot be read");
        assertThatThrownBy(() -> files.of(SampleFiles.zip("[Content_Types].xml", "<x/>", "word/document.xml", "<x>SECRET//NOFORN</x>")))
            .isInstanceOf(Unreadable.class);
    }

    @Test
    void aFileThatTakesTooLongIsRefused() {
        var hasty = new FileText(new SpillSettings("x@eo.example", null, Duration.ofMillis(1)));
        assertThatThrownBy(() -> hasty.of(SampleFiles.pptx("x"))).isInstanceOf(Unreadable.class).hasMessageContaining("takes longer than");
        hasty.stop();
    }

    private static SpillRules rules() {
        try {
            return new SpillRules(List.of(SpillRules.own()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
