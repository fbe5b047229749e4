package org.eoworkflow.platform;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;

/** JSON that is written piece by piece, with each element of a list on a line of its own. What breaks off stays unfinished, so that it shows. */
public final class JsonFile {

    private static final JsonFactory JSON = new JsonFactory();

    private JsonFile() {
    }

    public static JsonGenerator on(OutputStream out) throws IOException {
        return JSON.createGenerator(out, JsonEncoding.UTF8).disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT).setPrettyPrinter(new Lines());
    }

    private static class Lines extends MinimalPrettyPrinter {

        @Override
        public void beforeArrayValues(JsonGenerator json) throws IOException {
            json.writeRaw('\n');
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
            json.writeRaw(",\n");
        }
    }
}
