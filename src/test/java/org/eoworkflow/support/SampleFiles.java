package org.eoworkflow.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
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
