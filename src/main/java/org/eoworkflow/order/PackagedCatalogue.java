package org.eoworkflow.order;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The orders that are packaged with the application, for whoever reads them without starting it. */
public final class PackagedCatalogue {

    private PackagedCatalogue() {
    }

    /**
     * The packaged orders with some more, held against the packaged models.
     *
     * @param given contents of order files by name, in place of packaged ones of the same file name
     * @param processes keys of processes that are there as well or instead, and that are not looked at
     * @throws InvalidCatalogue if something is wrong with the orders
     */
    public static Catalogue with(Map<String, String> given, Set<String> processes) throws IOException {
        var resources = new PathMatchingResourcePatternResolver();
        List<SourceText> files = new ArrayList<>();
        for (var packaged : CatalogueConfiguration.read("classpath*:orders/*.yaml", resources)) {
            if (given.keySet().stream().noneMatch(name -> fileName(name).equals(fileName(packaged.name())))) {
                files.add(packaged);
            }
        }
        given.forEach((name, text) -> files.add(new SourceText(name, text)));
        return CatalogueReader.read(files, CatalogueConfiguration.read(CatalogueConfiguration.MODELS, resources), processes);
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
