package org.eoworkflow.platform;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** Makes documents for people: HTML from a template, and the same as PDF. */
@Component
public class Documents {

    private final ITemplateEngine templates;

    Documents(ITemplateEngine templates) {
        this.templates = templates;
    }

    /**
     * Fills in a template of {@code templates/}; every value is escaped by it.
     *
     * @param template its name without {@code .html}; for a PDF it must be well-formed XHTML
     */
    public String html(String template, Map<String, ?> values) {
        return templates.process(template, new Context(Locale.US, Map.copyOf(values)));
    }

    /**
     * The same page as PDF/UA-1 (ISO 14289-1), which screen readers can read, in the font family {@code Document}.
     *
     * @param html with its language, a title, a subject, and words for every image
     */
    public byte[] pdf(String html) {
        var out = new ByteArrayOutputStream();
        var builder = new PdfRendererBuilder();
        builder.usePdfUaAccessibility(true);
        builder.useFont(() -> PDDocument.class.getResourceAsStream("/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf"),
            "Document", 400, FontStyle.NORMAL, true);
        builder.withHtmlContent(html, null);
        builder.toStream(out);
        try {
            builder.run();
        } catch (IOException e) {
            throw new UncheckedIOException("no PDF could be made of this page", e);
        }
        return out.toByteArray();
    }
}
