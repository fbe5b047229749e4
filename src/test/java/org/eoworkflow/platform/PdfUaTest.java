package org.eoworkflow.platform;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.thymeleaf.TemplateEngine;

/** The check that {@link CheckedDocuments} makes of every template finds what it is for. */
class PdfUaTest {

    private static final String PAGE = """
        <!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title>A report</title><meta name="subject" content="A report" />
        <style>body { font-family: Document }</style></head><body><h1 style="font-weight: normal">A report</h1>
        <p>Text <img src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==" %s /></p></body></html>
        """;

    private final Documents documents = new Documents(new TemplateEngine());

    @Test
    void aPageWithWordsForItsPicturesIsReadable() {
        assertThatCode(() -> CheckedDocuments.check("page", documents.pdf(PAGE.formatted("alt=\"A dot\"")))).doesNotThrowAnyException();
    }

    @Test
    void aPictureWithoutWordsIsFound() {
        assertThatThrownBy(() -> CheckedDocuments.check("page", documents.pdf(PAGE.formatted(""))))
            .isInstanceOf(AssertionError.class).hasMessageContaining("'page' is not PDF/UA-1").hasMessageContaining("7.3");
    }
}
