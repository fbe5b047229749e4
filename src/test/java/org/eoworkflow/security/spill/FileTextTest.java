package org.eoworkflow.security.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.eoworkflow.security.spill.FileText.Unreadable;
import org.eoworkflow.support.SampleFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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
        var archive = "7z\u00bc\u00af\u0027\u001c and more".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> files.of(archive)).isInstanceOf(Unreadable.class).hasMessage("is of a kind that cannot be read, or holds such a file");
        assertThatThrownBy(() -> files.of(SampleFiles.eml("x", "a.7z", archive))).isInstanceOf(Unreadable.class)
            .hasMessage("is of a kind that cannot be read, or holds such a file");
        assertThatThrownBy(() -> files.of(SampleFiles.packed("a.7z", archive))).isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> files.of(SampleFiles.zip("[Content_Types].xml", "<x/>", "word/document.xml", "<x>SECRET//NOFORN</x>")))
            .isInstanceOf(Unreadable.class);
    }

    /** Comments, changes, titles of pictures and the like, most of which no reader of documents deems text. */
    @ParameterizedTest
    @MethodSource("places")
    void aMarkIsFoundInEveryCornerOfADocument(String place, byte[] document) {
        assertThat(rules.broken(text(document), true)).as(place).isPresent();
    }

    private String text(byte[] document) {
        try {
            return files.of(document);
        } catch (Unreadable unreadable) {
            return unreadable.before();
        }
    }

    static Stream<Arguments> places() {
        var mark = "SECRET//NOFORN";
        var all = new ArrayList<Arguments>();
        Map.ofEntries(
            Map.entry("deleted", "<w:del w:id='1' w:author='a'><w:r><w:delText>SECRET//</w:delText></w:r></w:del><w:del w:id='2'><w:r><w:delText>NOFORN</w:delText></w:r></w:del>"),
            Map.entry("around a deletion", "<w:r><w:t>SECRET//</w:t></w:r><w:del w:id='1'><w:r><w:delText>abc</w:delText></w:r></w:del><w:r><w:t>NOFORN</w:t></w:r>"),
            Map.entry("around an insertion", "<w:r><w:t>SECRET//</w:t></w:r><w:ins w:id='1'><w:r><w:t>abc</w:t></w:r></w:ins><w:r><w:t>NOFORN</w:t></w:r>"),
            Map.entry("inserted", "<w:ins w:id='1' w:author='a'><w:r><w:t>SECRET//NOFORN</w:t></w:r></w:ins>"),
            Map.entry("hidden", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>SECRET//NOFORN</w:t></w:r>"),
            Map.entry("field", "<w:fldSimple w:instr='QUOTE \"SECRET//NOFORN\"'><w:r><w:t>x</w:t></w:r></w:fldSimple>"),
            Map.entry("code of a field", "<w:r><w:instrText>QUOTE SECRET//NOFORN</w:instrText></w:r>"),
            Map.entry("symbols", "<w:r><w:t>SECRET</w:t></w:r><w:r><w:sym w:font='Symbol' w:char='F02F'/><w:sym w:char='F02F'/></w:r><w:r><w:t>NOFORN</w:t></w:r>"),
            Map.entry("soft hyphen", "<w:r><w:t>SECRET</w:t><w:softHyphen/><w:t>//NOFORN</w:t></w:r>"),
            Map.entry("title of a picture", "<w:r><w:drawing><x:docPr xmlns:x='x' id='1' descr='SECRET//NOFORN'/></w:drawing></w:r>"),
            Map.entry("text box", "<w:r><w:drawing><x:txbx xmlns:x='x'><w:txbxContent><w:p><w:r><w:t>SECRET//NOFORN</w:t></w:r></w:p></w:txbxContent></x:txbx></w:drawing></w:r>"),
            Map.entry("watermark", "<w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textpath string='SECRET//NOFORN'/></v:shape></w:pict></w:r>"),
            Map.entry("title of a control", "<w:sdt><w:sdtPr><w:alias w:val='SECRET//NOFORN'/></w:sdtPr><w:sdtContent><w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt>"))
            .forEach((place, text) -> all.add(Arguments.of(place, SampleFiles.with(SampleFiles.docx("", "", "abcd"), "word/document.xml",
                xml -> xml.replaceFirst("<w:r>.*?</w:r>", Matcher.quoteReplacement(text))))));
        Map.of("word/comments.xml", "<c><comment author='SECRET//NOFORN'>x</comment></c>", "word/footnotes.xml", "<c><p><r><t>SEC</t></r><r><t>RET//NOFORN</t></r></p></c>",
            "word/settings.xml", "<c><docVar val='SECRET//NOFORN'/></c>", "customXml/item1.xml", "<a><b>(S) The fence is high.</b></a>", "docProps/custom.xml",
            "<a><property name='(S) The fence'/></a>", "word/settings2.xml", "<!-- SECRET//NOFORN --><a/>", "notes.txt", mark, "SECRET NOFORN.xml", "<a/>")
            .forEach((part, text) -> all.add(Arguments.of(part, SampleFiles.with(SampleFiles.docx("", "", "abcd"), part, before -> text))));
        Map.of("xl/threadedComments/threadedComment1.xml", "<a><threadedComment><text>(S) The fence is high.</text></threadedComment></a>", "xl/pivotCache/records1.xml",
            "<a><r><s v='SECRET//NOFORN'/></r></a>", "xl/comments1.xml", "<a><comment><text><r><t>(S)</t></r><r><t> The fence</t></r></text></comment></a>")
            .forEach((part, text) -> all.add(Arguments.of(part, SampleFiles.with(SampleFiles.xlsx("x"), part, before -> text))));
        for (var text : List.of("<definedNames><definedName name='N'>\"SECRET//NOFORN\"</definedName></definedNames>", "<x prompt='SECRET//NOFORN'/>", "<f>IF(FALSE,\"SECRET//NOFORN\",1)</f>")) {
            all.add(Arguments.of(text, SampleFiles.with(SampleFiles.xlsx("x"), "xl/workbook.xml", xml -> xml.replace("</workbook>", text + "</workbook>"))));
        }
        Map.of("ppt/comments/comment1.xml", "<a><cm><text>SECRET//NOFORN</text></cm></a>", "ppt/diagrams/data1.xml", "<a><t>SECRET//NOFORN</t></a>", "ppt/tags/tag1.xml",
            "<a><tag val='SECRET//NOFORN'/></a>", "ppt/notesSlides/notesSlide9.xml", "<a><p><r><t>(S) The</t></r><r><t> fence</t></r></p></a>")
            .forEach((part, text) -> all.add(Arguments.of(part, SampleFiles.with(SampleFiles.pptx("x"), part, before -> text))));
        for (var text : List.of("x<office:annotation><text:p>SECRET//NOFORN</text:p></office:annotation>", "SEC<text:span>RET//</text:span>NOFORN",
                "SECRET<text:s text:c=\"3\"/>//NOFORN", "x</text:p><text:tracked-changes><text:deletion><text:p>(S) The fence</text:p></text:deletion></text:tracked-changes><text:p>y")) {
            all.add(Arguments.of(text, SampleFiles.odt(text)));
        }
        all.add(Arguments.of("properties", SampleFiles.with(SampleFiles.odt("x"), "meta.xml", xml -> "<a><user-defined name='b'>SECRET//NOFORN</user-defined></a>")));
        all.add(Arguments.of("head of a page", SampleFiles.with(SampleFiles.odt("x"), "styles.xml", xml -> "<a><header><p>SECRET//NOFORN</p></header></a>")));
        for (var corner : SampleFiles.PdfCorner.values()) {
            all.add(Arguments.of("pdf, " + corner, SampleFiles.pdf(corner, mark)));
            all.add(Arguments.of("pdf, " + corner, SampleFiles.pdf(corner, "(S) The fence is high.")));
        }
        var eml = "From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n";
        var base64 = Base64.getEncoder().encodeToString(mark.getBytes());
        for (var text : List.of("Received: x\r\n" + "X-Filler: y\r\n".repeat(800) + eml + "Content-Transfer-Encoding: base64\r\n\r\n" + base64,
                eml + "X-Note: =?utf-8?B?" + base64 + "?=\r\n\r\nx", eml + "X-Note: SECRET//\r\n NOFORN\r\n\r\nx", eml + "Content-Transfer-Encoding: quoted-printable\r\n\r\n=53ECRET//NOF=\r\nORN",
                eml + "Content-Type: multipart/alternative; boundary=q\r\n\r\n--q\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64
                    + "\r\n--q\r\nContent-Type: text/html\r\n\r\n<p>x</p>\r\n--q--", eml + "Content-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\nContent-Type: message/rfc822\r\n\r\n"
                    + "From: c@d.example\r\nSubject: y\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64 + "\r\n--q--")) {
            all.add(Arguments.of("mail", text.getBytes()));
        }
        var docx = SampleFiles.docx("", "", mark);
        all.add(Arguments.of("archive in a mail", SampleFiles.eml("x", "a.zip", SampleFiles.packed("b/c.docx", docx))));
        all.add(Arguments.of("archive in an archive", SampleFiles.packed("a.zip", SampleFiles.packed("b.pdf", SampleFiles.pdf(mark)))));
        all.add(Arguments.of("document in a document", SampleFiles.packed("a.docx", SampleFiles.packed("word/embeddings/b.xlsx", SampleFiles.xlsx(mark)))));
        all.add(Arguments.of("RTF", "{\\rtf1\\ansi{\\fonttbl\\f0 Arial;}\\f0 SECRET{\\b //}NOFORN\\par}".getBytes()));
        all.add(Arguments.of("PDF that begins later", ("\n\n%junk\n" + new String(SampleFiles.pdf(mark), StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1)));
        for (var charset : List.of("UTF-32", "UTF-32LE", "UTF-16BE", "UTF-16LE")) {
            all.add(Arguments.of(charset, ("\u201cx\u201d\n" + mark).getBytes(Charset.forName(charset))));
            all.add(Arguments.of("picture with " + charset, ("\u0089PNG\r\n\u001a\n\u0000\u0000\u0000\u0010eXIf\u0000" + new String(mark.getBytes(charset.startsWith("UTF-32")
                ? StandardCharsets.US_ASCII : Charset.forName(charset)), StandardCharsets.ISO_8859_1) + "\u0000").getBytes(StandardCharsets.ISO_8859_1)));
        }
        return all.stream();
    }

    /** Text that looks like a mark only because of how a document is laid out. */
    @Test
    void aCleanDocumentPasses() throws Unreadable {
        for (byte[] file : List.of(SampleFiles.docx("Head", "words", "The fence stands.", "Sizes (S), (M) and (L)"), SampleFiles.xlsx("trade secret", "Section 2(S)"),
                SampleFiles.pptx("The fence"), SampleFiles.odt("The agency(s)"), SampleFiles.pdf("The fence is no secret."), SampleFiles.eml("The fence", "a.zip",
                SampleFiles.packed("a.docx", SampleFiles.docx("", "", "The fence"))), SampleFiles.with(SampleFiles.docx("", "", "abcd"), "word/document.xml",
                xml -> xml.replaceFirst("<w:r>.*?</w:r>", "<w:del w:id='1'><w:r><w:delText>The</w:delText></w:r></w:del><w:ins w:id='2'><w:r><w:t>A</w:t></w:r></w:ins>")))) {
            assertThat(rules.broken(files.of(file), true)).isEmpty();
        }
    }

    /** What is refused must not lie on a disk, not even for a moment. */
    @Test
    void nothingIsWrittenToTheDiskWhileFilesAreRead() throws Exception {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        try (var watch = folder.getFileSystem().newWatchService()) {
            var key = folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            for (byte[] file : List.of(SampleFiles.pdf("x"), SampleFiles.docx("", "", "x"), SampleFiles.xlsx("x"), SampleFiles.pptx("x"), SampleFiles.odt("x"),
                    SampleFiles.eml("x", "a.docx", SampleFiles.docx("", "", "x")), SampleFiles.packed("a.pdf", SampleFiles.pdf("x")))) {
                files.of(file);
            }
            String last = Files.createTempFile("last", null).getFileName().toString();
            var created = new ArrayList<String>();
            while (!created.contains(last)) {
                watch.take();
                key.pollEvents().forEach(event -> created.add(event.context().toString()));
                key.reset();
            }
            assertThat(created).noneMatch(name -> name.matches("(?i)(?:apache-)?tika.*|poi.*|pdf.*|m4j.*"));
        }
    }

    @Test
    void anArchiveThatBurstsIsRefused() {
        var zeros = SampleFiles.packed("a", new byte[260_000_000]);
        assertThatThrownBy(() -> files.of(zeros)).isInstanceOf(Unreadable.class).hasMessageContaining("million characters");
        var deep = SampleFiles.pdf("x");
        for (int i = 0; i < 9; i++) {
            deep = SampleFiles.packed("a.zip", deep);
        }
        var nested = deep;
        assertThatThrownBy(() -> files.of(nested)).isInstanceOf(Unreadable.class).hasMessageContaining("files within files");
    }

    /** Else who hides a mark in a damaged file would hear only that it is damaged. */
    @Test
    void whatWasReadOfAnUnreadableFileIsKnown() {
        assertThatThrownBy(() -> files.of(SampleFiles.with(SampleFiles.packed("a.txt", "SECRET//NOFORN".getBytes()), "b.pdf", before -> "%PDF-1.7")))
            .isInstanceOfSatisfying(Unreadable.class, unreadable -> assertThat(rules.broken(unreadable.before(), true)).isPresent());
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
