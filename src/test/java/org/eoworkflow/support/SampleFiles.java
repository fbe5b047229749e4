package org.eoworkflow.support;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureTreeRoot;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationRubberStamp;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationText;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceDictionary;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceStream;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDComboBox;
import org.apache.pdfbox.pdmodel.interactive.form.PDField;
import org.apache.pdfbox.pdmodel.interactive.form.PDTextField;
import org.apache.poi.wp.usermodel.HeaderFooterType;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;

/** Real files as people have them, with little in them. */
public final class SampleFiles {

    private SampleFiles() {
    }

    private interface Writer {
        void write(ByteArrayOutputStream out) throws IOException;
    }

    /** A page with these lines. */
    public static byte[] pdf(String... lines) {
        return pdfWith(null, null, lines);
    }

    /** @param title the document's property, or null. @param password that opens it, or null */
    public static byte[] pdfWith(String title, String password, String... lines) {
        return bytes(out -> {
            try (var document = new PDDocument()) {
                var page = new PDPage();
                document.addPage(page);
                try (var text = new PDPageContentStream(document, page)) {
                    text.beginText();
                    text.setFont(new PDType1Font(FontName.HELVETICA), 12);
                    text.setLeading(18);
                    text.newLineAtOffset(72, 700);
                    for (var line : lines) {
                        text.showText(line);
                        text.newLine();
                    }
                    text.endText();
                }
                document.getDocumentInformation().setTitle(title);
                if (password != null) {
                    document.protect(new StandardProtectionPolicy(password, password, new AccessPermission()));
                }
                document.save(out);
            }
        });
    }

    /** Where a PDF file says something beside the lines of its pages. */
    public enum PdfCorner { ANNOTATION, RICH_ANNOTATION, STAMP, FIELD, OPTION, TIP, OUTLINE, PROPERTY, XMP, EMBEDDED, SCRIPT, LONG_SCRIPT, PICTURE_TITLE, READ_INSTEAD, EARLIER, COLUMN }

    /** A page that says this only there. */
    public static byte[] pdf(PdfCorner corner, String text) {
        return bytes(out -> {
            try (var document = Loader.loadPDF(pdf("The fence stands."))) {
                var page = document.getPage(0);
                var catalog = document.getDocumentCatalog();
                switch (corner) {
                    case ANNOTATION, RICH_ANNOTATION -> {
                        var note = new PDAnnotationText();
                        note.setRectangle(new PDRectangle(1, 1, 20, 20));
                        if (corner == PdfCorner.ANNOTATION) {
                            note.setContents(text);
                        } else {
                            note.setRichContents("<p>" + text + "</p>");
                        }
                        page.getAnnotations().add(note);
                    }
                    case STAMP -> {
                        var look = new PDAppearanceStream(document);
                        look.setBBox(new PDRectangle(200, 20));
                        var resources = new PDResources();
                        resources.put(COSName.getPDFName("F1"), new PDType1Font(FontName.HELVETICA));
                        look.setResources(resources);
                        try (var content = look.getCOSObject().createOutputStream()) {
                            content.write(("BT /F1 12 Tf 1 1 Td <" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.ISO_8859_1)) + "> Tj ET").getBytes());
                        }
                        var stamp = new PDAnnotationRubberStamp();
                        stamp.setRectangle(new PDRectangle(1, 1, 200, 20));
                        stamp.setAppearance(new PDAppearanceDictionary());
                        stamp.getAppearance().setNormalAppearance(look);
                        page.getAnnotations().add(stamp);
                    }
                    case FIELD, OPTION, TIP -> {
                        var form = new PDAcroForm(document);
                        catalog.setAcroForm(form);
                        PDField field = corner == PdfCorner.OPTION ? new PDComboBox(form) : new PDTextField(form);
                        field.setPartialName("field");
                        if (corner == PdfCorner.OPTION) {
                            ((PDComboBox) field).setOptions(List.of("a", text));
                        } else if (corner == PdfCorner.TIP) {
                            field.setAlternateFieldName(text);
                        } else {
                            field.getCOSObject().setString(COSName.V, text);
                        }
                        form.setFields(List.of(field));
                    }
                    case OUTLINE -> {
                        var outline = new PDDocumentOutline();
                        var item = new PDOutlineItem();
                        item.setTitle(text);
                        outline.addLast(item);
                        catalog.setDocumentOutline(outline);
                    }
                    case PROPERTY -> document.getDocumentInformation().setCustomMetadataValue("Note", text);
                    case XMP -> catalog.setMetadata(new PDMetadata(document, new ByteArrayInputStream(("<x:xmpmeta xmlns:x='adobe:ns:meta/'><own:note xmlns:own='own'>"
                        + text + "</own:note></x:xmpmeta>").getBytes(StandardCharsets.UTF_8))));
                    case EMBEDDED -> {
                        var file = new PDComplexFileSpecification();
                        file.setFile("a.docx");
                        file.setEmbeddedFile(new PDEmbeddedFile(document, new ByteArrayInputStream(docx("", "", text))));
                        var files = new PDEmbeddedFilesNameTreeNode();
                        files.setNames(Map.of("a", file));
                        var names = new PDDocumentNameDictionary(catalog);
                        names.setEmbeddedFiles(files);
                        catalog.setNames(names);
                    }
                    case SCRIPT -> catalog.setOpenAction(new PDActionJavaScript(text));
                    case LONG_SCRIPT -> {
                        var action = new PDActionJavaScript();
                        action.getCOSObject().setItem(COSName.JS, new PDStream(document, new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)), COSName.FLATE_DECODE));
                        catalog.setOpenAction(action);
                    }
                    case READ_INSTEAD -> {
                        var passage = "/Figure <</Alt <%s>>> BDC EMC".formatted(HexFormat.of().formatHex(text.getBytes(StandardCharsets.ISO_8859_1)));
                        page.setContents(List.of(page.getContentStreams().next(), new PDStream(document, new ByteArrayInputStream(passage.getBytes()), COSName.FLATE_DECODE)));
                    }
                    case EARLIER -> {
                        try (var later = Loader.loadPDF(pdfWith(text, null, "The fence stands."))) {
                            later.getDocumentInformation().setTitle("Fence");
                            later.getDocumentInformation().getCOSObject().setNeedToBeUpdated(true);
                            later.saveIncremental(out);
                            return;
                        }
                    }
                    case PICTURE_TITLE -> {
                        var root = new PDStructureTreeRoot();
                        var picture = new PDStructureElement("Figure", root);
                        picture.setAlternateDescription(text);
                        root.appendKid(picture);
                        catalog.setStructureTreeRoot(root);
                    }
                    case COLUMN -> {
                        try (var content = new PDPageContentStream(document, page, AppendMode.APPEND, true)) {
                            content.beginText();
                            content.setFont(new PDType1Font(FontName.HELVETICA), 12);
                            content.newLineAtOffset(320, 700);
                            content.showText(text);
                            content.endText();
                        }
                    }
                }
                document.save(out);
            }
        });
    }

    /** A page that shows this picture. */
    public static byte[] pdf(byte[] jpeg) {
        return bytes(out -> {
            try (var document = new PDDocument()) {
                var page = new PDPage();
                document.addPage(page);
                try (var content = new PDPageContentStream(document, page)) {
                    content.drawImage(JPEGFactory.createFromByteArray(document, jpeg), 1, 1);
                }
                document.save(out);
            }
        });
    }

    /** A picture of a few points, as {@code png}, {@code jpeg}, {@code gif} or {@code tiff}. */
    public static byte[] picture(String format) {
        return bytes(out -> ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), format, out));
    }

    /** A picture with a chunk such as {@code tEXt} before its points, or behind them. */
    public static byte[] png(String chunk, byte[] data, boolean behind) {
        return bytes(out -> {
            var png = picture("png");
            int at = behind ? png.length - 12 : 33;
            out.write(png, 0, at);
            var name = joined(chunk.getBytes(StandardCharsets.ISO_8859_1), data);
            var crc = new CRC32();
            crc.update(name);
            out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
            out.writeBytes(name);
            out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
            out.write(png, at, png.length - at);
        });
    }

    /** A picture with a segment, such as 0xfe, a comment. */
    public static byte[] jpeg(int segment, byte[] data) {
        var jpeg = picture("jpeg");
        return joined(Arrays.copyOf(jpeg, 20), new byte[] {(byte) 0xff, (byte) segment, (byte) (data.length + 2 >> 8), (byte) (data.length + 2)}, data,
            Arrays.copyOfRange(jpeg, 20, jpeg.length));
    }

    /** A picture with a comment in pieces of this length. */
    public static byte[] gif(String comment, int piece) {
        return bytes(out -> {
            var gif = picture("gif");
            out.write(gif, 0, gif.length - 1);
            out.write(new byte[] {0x21, (byte) 0xfe});
            for (int from = 0; from < comment.length(); from += piece) {
                var part = comment.substring(from, Math.min(comment.length(), from + piece));
                out.write(part.length());
                out.writeBytes(part.getBytes(StandardCharsets.ISO_8859_1));
            }
            out.write(new byte[] {0, 0x3b});
        });
    }

    public static byte[] deflated(byte[] content) {
        return bytes(out -> {
            try (var deflater = new DeflaterOutputStream(out)) {
                deflater.write(content);
            }
        });
    }

    public static byte[] joined(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** @param header at the head of its pages. @param keywords among its properties */
    public static byte[] docx(String header, String keywords, String... paragraphs) {
        return bytes(out -> {
            try (var document = new XWPFDocument()) {
                if (!header.isEmpty()) {
                    document.createHeader(HeaderFooterType.DEFAULT).createParagraph().createRun().setText(header);
                }
                document.getProperties().getCoreProperties().setKeywords(keywords);
                for (var paragraph : paragraphs) {
                    var runs = document.createParagraph();
                    // as word processors do: one word in two runs
                    runs.createRun().setText(paragraph.substring(0, paragraph.length() / 2));
                    runs.createRun().setText(paragraph.substring(paragraph.length() / 2));
                }
                document.write(out);
            }
        });
    }

    public static byte[] xlsx(String... cells) {
        return bytes(out -> {
            try (var workbook = new XSSFWorkbook()) {
                var sheet = workbook.createSheet("Table");
                for (int i = 0; i < cells.length; i++) {
                    sheet.createRow(i).createCell(0).setCellValue(cells[i]);
                }
                workbook.write(out);
            }
        });
    }

    public static byte[] pptx(String... texts) {
        return bytes(out -> {
            try (var show = new XMLSlideShow()) {
                for (var text : texts) {
                    show.createSlide().createTextBox().setText(text);
                }
                show.write(out);
            }
        });
    }

    public static byte[] odt(String paragraph) {
        return zip("mimetype", "application/vnd.oasis.opendocument.text", "content.xml", """
            <?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
             xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text><text:p>%s</text:p></office:text></office:body>
            </office:document-content>""".formatted(paragraph), "META-INF/manifest.xml",
            "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>");
    }

    /** A mail with a text and a file. */
    public static byte[] eml(String text, String fileName, byte[] file) {
        return ("From: a@b.example\r\nTo: c@d.example\r\nSubject: Fence\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"part\"\r\n\r\n"
            + "--part\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + Base64.getMimeEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))
            + "\r\n--part\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=\"" + fileName
            + "\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + Base64.getMimeEncoder().encodeToString(file) + "\r\n--part--\r\n")
            .getBytes(StandardCharsets.UTF_8);
    }

    /** An archive with one file. */
    public static byte[] packed(String name, byte[] file) {
        return bytes(out -> {
            try (var zip = new ZipOutputStream(out)) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(file);
            }
        });
    }

    /** A document of which one part is another one, or one more. */
    public static byte[] with(byte[] document, String part, UnaryOperator<String> change) {
        return withPart(document, part, before -> change.apply(new String(before, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
    }

    /** A document with a picture or another file in it. */
    public static byte[] with(byte[] document, String part, byte[] content) {
        return withPart(document, part, before -> content);
    }

    private static byte[] withPart(byte[] document, String part, UnaryOperator<byte[]> change) {
        return bytes(out -> {
            var parts = new LinkedHashMap<String, byte[]>();
            try (var zip = new ZipInputStream(new ByteArrayInputStream(document))) {
                for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    parts.put(entry.getName(), zip.readAllBytes());
                }
            }
            parts.put(part, change.apply(parts.getOrDefault(part, new byte[0])));
            try (var zip = new ZipOutputStream(out)) {
                for (var entry : parts.entrySet()) {
                    zip.putNextEntry(new ZipEntry(entry.getKey()));
                    zip.write(entry.getValue());
                }
            }
        });
    }

    /** @param namesAndTexts one after the other; the first is not compressed */
    public static byte[] zip(String... namesAndTexts) {
        return bytes(out -> {
            try (var zip = new ZipOutputStream(out)) {
                for (int i = 0; i < namesAndTexts.length; i += 2) {
                    var entry = new ZipEntry(namesAndTexts[i]);
                    var text = namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8);
                    if (i == 0) {
                        var crc = new CRC32();
                        crc.update(text);
                        entry.setMethod(ZipEntry.STORED);
                        entry.setSize(text.length);
                        entry.setCrc(crc.getValue());
                    }
                    zip.putNextEntry(entry);
                    zip.write(text);
                }
            }
        });
    }

    private static byte[] bytes(Writer writer) {
        try (var out = new ByteArrayOutputStream()) {
            writer.write(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
