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
import java.util.HexFormat;
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
        for (var head : List.of("\u001f\u009d", "]\0\0\u0080\0", "]\0\0\0\4", "LZIP\1", "\4\"M\u0018", "xar!\0", "!<arch>\n", "\u00ed\u00ab\u00ee\u00db", "SZDD\u0088", "ITSF\3", "BZh91AY", "\u00fd7zX",
                "(\u00b5/\u00fd", "Rar!\u001a", "MSCF\0")) {
            assertThatThrownBy(() -> files.of((head + "\0\1\2 and more").getBytes(StandardCharsets.ISO_8859_1))).as(head).isInstanceOf(Unreadable.class);
        }
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
            "<a><property name='(S) The fence'/></a>", "word/settings2.xml", "<!-- SECRET//NOFORN --><a/>", "word/settings3.xml",
            "<?own SECRET//NOFORN?><a/>", "customXml/item2.xml", "<!DOCTYPE a [<!ENTITY b 'SECRET//NOFORN'>]><a>&b;</a>", "notes.txt", mark, "SECRET NOFORN.xml", "<a/>")
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
        all.add(Arguments.of("RTF, what no reader shows", "{\\rtf1\\ansi{\\*\\own SECRET//NOFORN}The fence\\par}".getBytes()));
        all.add(Arguments.of("PDF that begins later", ("\n\n%junk\n" + new String(SampleFiles.pdf(mark), StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1)));
        for (var charset : List.of("UTF-32", "UTF-32LE", "UTF-16BE", "UTF-16LE")) {
            all.add(Arguments.of(charset, ("\u201cx\u201d\n" + mark).getBytes(Charset.forName(charset))));
            all.add(Arguments.of("picture with " + charset, ("\u0089PNG\r\n\u001a\n\u0000\u0000\u0000\u0010eXIf\u0000" + new String(mark.getBytes(charset.startsWith("UTF-32")
                ? StandardCharsets.US_ASCII : Charset.forName(charset)), StandardCharsets.ISO_8859_1) + "\u0000").getBytes(StandardCharsets.ISO_8859_1)));
        }
        return all.stream();
    }

    /** Beside what they show, of which nothing is read. */
    @ParameterizedTest
    @MethodSource("pictures")
    void aMarkIsFoundInTheTextsOfAPicture(String place, byte[] picture) throws Unreadable {
        var docx = SampleFiles.with(SampleFiles.docx("", "", "abcd"), "[Content_Types].xml",
            xml -> xml.replace("</Types>", "<Default Extension='png' ContentType='image/png'/></Types>"));
        for (byte[] file : List.of(picture, SampleFiles.with(docx, "word/media/image1.png", picture), SampleFiles.eml("x", "a.png", picture),
                SampleFiles.packed("a.odt", SampleFiles.with(SampleFiles.odt("x"), "Pictures/1.png", picture)), ("data:image/png;base64," + Base64.getEncoder().encodeToString(picture)
                + "> and so on").getBytes())) {
            assertThat(rules.broken(files.of(file), true)).as(place).isPresent();
        }
    }

    static Stream<Arguments> pictures() {
        var all = new ArrayList<Arguments>();
        for (var mark : List.of("SECRET//NOFORN", "(S)\nThe fence is high.", "TOP SECRET\n\n//SI and \u201cmore\u201d", "S\u200bECRET//NO\u200bFORN")) {
            var text = mark.getBytes(StandardCharsets.UTF_8);
            var xmp = ("<x:xmpmeta xmlns:x='adobe:ns:meta/'><own:note xmlns:own='own'>" + mark + "</own:note></x:xmpmeta>").getBytes(StandardCharsets.UTF_8);
            var exif = SampleFiles.joined("II*\0\10\0\0\0\1\0\16\1\2\0\100\0\0\0\32\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1), text, new byte[4]);
            var raw = ("\niptc\n      99\n" + HexFormat.of().formatHex(SampleFiles.joined(new byte[] {0x1c, 2, 0x78, 0, (byte) text.length}, text)).replaceAll("(.{72})", "$1\n")).getBytes();
            var key = "Comment\0".getBytes();
            for (boolean behind : new boolean[] {false, true}) {
                Map.of("tEXt", SampleFiles.joined(key, text), "zTXt", SampleFiles.joined(key, new byte[1], SampleFiles.deflated(text)),
                    "iTXt", SampleFiles.joined(key, new byte[4], text), "iCCP", SampleFiles.joined(key, new byte[1], SampleFiles.deflated(SampleFiles.joined(new byte[9], text, new byte[9]))),
                    "eXIf", exif).forEach((chunk, data) -> all.add(Arguments.of(chunk, SampleFiles.png(chunk, data, behind))));
                all.add(Arguments.of("iTXt, packed", SampleFiles.png("iTXt", SampleFiles.joined("XML:com.adobe.xmp\0\1\0en\0x\0".getBytes(), SampleFiles.deflated(xmp)), behind)));
                all.add(Arguments.of("profile", SampleFiles.png("zTXt", SampleFiles.joined("Raw profile type iptc\0\0".getBytes(), SampleFiles.deflated(raw)), behind)));
            }
            all.add(Arguments.of("key of a chunk", SampleFiles.png("zTXt", SampleFiles.joined(text, new byte[2], SampleFiles.deflated(key)), false)));
            all.add(Arguments.of("half of a PNG file", Arrays.copyOf(SampleFiles.png("zTXt", SampleFiles.joined(key, new byte[1], SampleFiles.deflated(text)), false), 33 + 8 + 9
                + SampleFiles.deflated(text).length)));
            all.add(Arguments.of("comment", SampleFiles.jpeg(0xfe, text)));
            all.add(Arguments.of("XMP", SampleFiles.jpeg(0xe1, SampleFiles.joined("http://ns.adobe.com/xap/1.0/\0".getBytes(), xmp))));
            all.add(Arguments.of("Exif", SampleFiles.jpeg(0xe1, SampleFiles.joined("Exif\0\0".getBytes(), exif))));
            all.add(Arguments.of("IPTC", SampleFiles.jpeg(0xed, SampleFiles.joined("Photoshop 3.0\08BIM\4\4\0\0\0\0\0".getBytes(),
                new byte[] {(byte) (text.length + 5), 0x1c, 2, 0x78, 0, (byte) text.length}, text))));
            all.add(Arguments.of("TIFF", SampleFiles.joined(SampleFiles.picture("tiff"), new byte[2], text, new byte[2])));
            all.add(Arguments.of("WebP", SampleFiles.joined("RIFF\0\1\0\0WEBPXMP \200\0\0\0".getBytes(StandardCharsets.ISO_8859_1), xmp, new byte[2])));
            all.add(Arguments.of("SVG", ("<svg xmlns='http://www.w3.org/2000/svg'><desc>" + mark + "</desc></svg>").getBytes(StandardCharsets.UTF_8)));
        }
        all.add(Arguments.of("GIF", SampleFiles.gif("SECRET//NOFORN", 200)));
        all.add(Arguments.of("GIF, in pieces", SampleFiles.gif("SECRET//NOFORN", 3)));
        all.add(Arguments.of("letters of two bytes", SampleFiles.jpeg(0xe1, SampleFiles.joined("Exif\0\0UNICODE\0".getBytes(), "SECRET//NOFORN".getBytes(StandardCharsets.UTF_16LE)))));
        return all.stream();
    }

    @Test
    void aPictureInAPdfFileIsAPart() throws Unreadable {
        assertThat(rules.broken(files.of(SampleFiles.pdf(SampleFiles.jpeg(0xfe, "SECRET//NOFORN".getBytes()))), true)).isPresent();
        assertThat(rules.broken(files.of(SampleFiles.pdf(SampleFiles.jpeg(0xfe, "The fence".getBytes()))), true)).isEmpty();
    }

    @Test
    void aCleanPicturePasses() throws Unreadable {
        for (byte[] picture : List.of(SampleFiles.picture("png"), SampleFiles.picture("jpeg"), SampleFiles.picture("gif"), SampleFiles.picture("tiff"), SampleFiles.gif("The fence", 4),
                SampleFiles.png("zTXt", SampleFiles.joined("Comment\0\0".getBytes(), SampleFiles.deflated("The secret fence".getBytes())), true), SampleFiles.jpeg(0xfe, "The fence".getBytes()))) {
            assertThat(rules.broken(files.of(picture), true)).isEmpty();
        }
    }

    @Test
    void aPictureThatBurstsIsRefused() {
        var text = SampleFiles.joined("Comment\0\0".getBytes(), SampleFiles.deflated(new byte[260_000_000]));
        assertThatThrownBy(() -> files.of(SampleFiles.png("zTXt", text, false))).isInstanceOf(Unreadable.class).hasMessageContaining("million characters");
    }

    /** Programs that unpack themselves, and what is hung behind a picture or a text. */
    @ParameterizedTest
    @ValueSource(strings = {"MZ\0\1\2\3", "junk", "\u0089PNG\r\n\u001a\n", "GIF89a", "{\"a\": 1}\n"})
    void anArchiveBehindOtherBytesIsLookedThrough(String before) throws Unreadable {
        var prefix = before.getBytes(StandardCharsets.ISO_8859_1);
        var marked = SampleFiles.packed("a.docx", SampleFiles.docx("", "", "SECRET//NOFORN"));
        for (byte[] file : List.of(SampleFiles.joined(prefix, marked), SampleFiles.joined("x\n".repeat(50_000).getBytes(), prefix, marked), SampleFiles.joined(prefix, marked, "and more".getBytes()),
                SampleFiles.joined(prefix, marked, SampleFiles.packed("b", "x".getBytes())), SampleFiles.joined(SampleFiles.packed("b", "x".getBytes()), prefix, marked),
                SampleFiles.joined(SampleFiles.pdf("x"), prefix, marked))) {
            assertThat(rules.broken(text(file), true)).isPresent();
        }
        assertThat(rules.broken(files.of(SampleFiles.joined(prefix, SampleFiles.packed("a.docx", SampleFiles.docx("", "", "The fence")))), true)).isEmpty();
        for (var first : List.of(prefix, SampleFiles.pdf("x"))) {
            assertThatThrownBy(() -> files.of(SampleFiles.joined(first, "7z\u00bc\u00af'\u001c".getBytes(StandardCharsets.ISO_8859_1)))).isInstanceOf(Unreadable.class)
                .hasMessageContaining("holds an archive");
        }
    }

    /** What stands between the files of an archive, in its comment and behind it. */
    @Test
    void whatOnlyTheDirectoryOfAnArchiveKnowsIsRead() {
        var archive = SampleFiles.packed("a.txt", "x".getBytes());
        var comment = "(S) The fence is high.".getBytes();
        var commented = archive.clone();
        commented[commented.length - 2] = (byte) comment.length;
        assertThat(rules.broken(text(SampleFiles.joined(commented, comment)), true)).isPresent();
        assertThat(rules.broken(text(SampleFiles.joined(archive, comment)), true)).isPresent();
        var two = SampleFiles.zip("a.txt", "x", "b.txt", "SECRET//NOFORN in a file that whoever reads from the beginning does not come to");
        int second = new String(two, StandardCharsets.ISO_8859_1).indexOf("PK\3\4", 4);
        two[second + 1] = 'k';
        assertThat(rules.broken(text(two), true)).isPresent();
    }

    @Test
    void whatIsWrittenAsBase64InATextIsRead() throws Unreadable {
        var docx = SampleFiles.docx("", "", "SECRET//NOFORN");
        var lines = Base64.getMimeEncoder().encodeToString(docx);
        var text = Base64.getMimeEncoder().encodeToString("The fence stands. SECRET//NOFORN stands at its gate, and so on.".getBytes());
        for (var file : List.of("<a><binData>" + lines + "</binData></a>", "{\"a\": \"" + Base64.getEncoder().encodeToString(docx) + "\"}", "From the mail of Monday:\nbase64\n\n" + lines
                + "\n\nRegards", "<img src='data:image/svg+xml;base64," + text.replaceAll("\\s", "") + "'/>", "Content-Transfer-Encoding: base64\n\n" + text,
                "From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                    + Base64.getMimeEncoder().encodeToString("<html><body><!-- SECRET//NOFORN --><img alt='SECRET//NOFORN'/><p>The fence stands.</p></body></html>".getBytes()))) {
            assertThat(rules.broken(files.of(file.getBytes()), true)).as(file.substring(0, 20)).isPresent();
        }
        assertThat(rules.broken(files.of(SampleFiles.with(SampleFiles.odt("x"), "content.xml", xml -> "<a><binary-data>" + lines + "</binary-data></a>")), true)).isPresent();
        var hashes = "ab12".repeat(16) + "\n" + "c3".repeat(32) + "\n";
        assertThat(files.of(hashes.repeat(6000).getBytes())).startsWith("ab12");
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
