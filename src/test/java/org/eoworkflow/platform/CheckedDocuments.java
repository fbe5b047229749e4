package org.eoworkflow.platform;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/**
 * Holds what the tests make as PDF against PDF/UA-1: the first three documents of each template, so that no template is forgotten.
 * The last of them is kept under {@code target/documents} to be looked at.
 */
@Component
@Primary
public class CheckedDocuments extends Documents {

    private static final int EACH = 3;

    private final Map<String, Integer> checked = new ConcurrentHashMap<>();
    private final ThreadLocal<String> template = ThreadLocal.withInitial(() -> "");

    static {
        VeraGreenfieldFoundryProvider.initialise();
    }

    CheckedDocuments(ITemplateEngine templates) {
        super(templates);
    }

    @Override
    public String html(String name, Map<String, ?> values) {
        template.set(name);
        return super.html(name, values);
    }

    @Override
    public byte[] pdf(String html) {
        byte[] pdf = super.pdf(html);
        if (checked.merge(template.get(), 1, Integer::sum) <= EACH) {
            check(template.get(), pdf);
            keep(template.get(), pdf);
        }
        return pdf;
    }

    private static void keep(String name, byte[] pdf) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "documents"));
            Files.write(folder.resolve(name.replace('/', '-') + ".pdf"), pdf);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void check(String what, byte[] pdf) {
        try (var parser = Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), PDFAFlavour.PDFUA_1);
             var validator = Foundries.defaultInstance().createValidator(PDFAFlavour.PDFUA_1, false)) {
            var faults = validator.validate(parser).getTestAssertions().stream().filter(one -> one.getStatus() != TestAssertion.Status.PASSED)
                .map(one -> one.getRuleId().getClause() + ": " + one.getMessage()).distinct().toList();
            if (!faults.isEmpty()) {
                throw new AssertionError("The PDF of template '%s' is not PDF/UA-1: %s".formatted(what, String.join("; ", faults)));
            }
        } catch (AssertionError e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("The PDF of template '%s' cannot be read".formatted(what), e);
        }
    }
}
