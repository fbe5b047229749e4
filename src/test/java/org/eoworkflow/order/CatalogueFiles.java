package org.eoworkflow.order;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The catalogue as it lies in {@code orders/}, for tests that need no engine. */
public final class CatalogueFiles {

    private CatalogueFiles() {
    }

    /** What is read from the files and checked against the models. */
    public static Catalogue read() {
        return read(text -> text);
    }

    /** As if the files said something else. */
    public static Catalogue read(UnaryOperator<String> change) {
        return CatalogueReader.read(texts(Path.of("orders"), ".yaml", 1).stream().map(file -> new SourceText(file.name(), change.apply(file.text()))).toList(),
            texts(Path.of("processes"), ".bpmn", 2));
    }

    private static List<SourceText> texts(Path folder, String ending, int depth) {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().map(file -> new SourceText(file.toString(), text(file))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
