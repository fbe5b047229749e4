package org.eoworkflow.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eoworkflow.browser.FormFile.Part;

/** Fills in a form that is open at a page, as a person would who reads every field and tries every choice that shows others. */
final class FormFilling {

    private static final Pattern CONTROL = Pattern.compile("fjs-form-\\w+?-(\\w+?)(?:_(\\d+))?(?:-(\\d+|date))?");
    private static final String CONTROLS = """
        () => [...document.querySelectorAll('.fjs-form :is(input, textarea)')]
          .filter(control => control.id.startsWith('fjs-form-') && !control.disabled && !control.readOnly).map(control => control.id)""";
    /** Nobody types faster than the form is drawn: two drawings later what a choice shows is there, and what is typed then stays. */
    private static final String DRAWN = """
        () => {
          document.activeElement.blur();
          return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
        }""";
    private static final String SHOWN = """
        () => Object.fromEntries([...document.querySelectorAll('.fjs-form :is(input, textarea)')].map(control => [control.id, control.value]))""";

    /** What fits the patterns of our fields. */
    private static final List<String> SAMPLES = List.of("every-form", "BOD 26-04", "CVE-2026-12345", "P30D", "1,250.00", "2026-07-02 14:30", "TN 26-7");

    /** @param row in a list the row, counted from 0, else null */
    record Place(Part part, Integer row) {

        @Override
        public String toString() {
            return "'%s'%s".formatted(part.label(), row == null ? "" : " in row %d of '%s'".formatted(row + 1, part.list().label()));
        }
    }

    private final Page page;
    private final FormFile form;
    private final FormSight sight;
    private final Map<Place, Object> filled = new LinkedHashMap<>();
    private final Map<Place, Integer> tried = new HashMap<>();
    private final Set<Part> lengthened = new HashSet<>();

    FormFilling(Page page, FormFile form, FormSight sight) {
        this.page = page;
        this.form = form;
        this.sight = sight;
    }

    /** The fields that can be filled in now, each with the DOM ids of its controls: one, or one for each option. */
    Map<Place, List<String>> fields() {
        var fields = new LinkedHashMap<Place, List<String>>();
        for (var control : (List<?>) page.evaluate(CONTROLS)) {
            var id = CONTROL.matcher((String) control);
            if (!id.matches()) {
                throw new AssertionError("A control with the id " + control + " belongs to no field");
            }
            var part = form.part(id.group(1));
            if (!part.isReadonly()) {
                fields.computeIfAbsent(new Place(part, id.group(2) == null ? null : Integer.valueOf(id.group(2))), place -> new ArrayList<>()).add((String) control);
            }
        }
        return fields;
    }

    /** Whether something that is required is still empty. */
    boolean lacks() {
        return fields().keySet().stream().anyMatch(place -> place.part().isRequired() && !place.part().json().has("defaultValue"));
    }

    /** Fills in everything and ends with the first of each choice. */
    void fill() {
        while (true) {
            addRows();
            var fields = fields();
            var next = fields.keySet().stream().filter(place -> !filled.containsKey(place)).findFirst()
                .or(() -> fields.keySet().stream().filter(place -> tried.getOrDefault(place, 0) > 0).findFirst());
            if (next.isEmpty()) {
                retype(fields);
                return;
            }
            if (filled.containsKey(next.get())) {
                sight.look();
            }
            filled.put(next.get(), fill(next.get(), fields.get(next.get())));
            if (!List.of("textfield", "textarea").contains(next.get().part().type())) {
                page.evaluate(DRAWN);
            }
            if (tried.containsKey(next.get())) {
                sight.look();
            }
        }
    }

    /** Nobody overlooks that a text is gone: form-js forgets what is typed at the very moment at which it draws a list. */
    private void retype(Map<Place, List<String>> fields) {
        var shown = (Map<?, ?>) page.evaluate(SHOWN);
        fields.forEach((place, controls) -> {
            if (List.of("textfield", "textarea").contains(place.part().type()) && !filled.get(place).equals(shown.get(controls.get(0)))) {
                write(page.locator("#" + controls.get(0)), text(place.part()));
                page.evaluate(DRAWN);
            }
        });
    }

    /** One row more in each list that takes rows. */
    private void addRows() {
        for (var list : form.lists()) {
            var add = list(list).locator(".fjs-repeat-render-add");
            if (list.takesRows() && !lengthened.contains(list) && add.count() > 0) {
                add.last().click();
                lengthened.add(list);
            }
        }
    }

    private Object fill(Place place, List<String> controls) {
        var part = place.part();
        var control = page.locator("#" + controls.get(0));
        return switch (part.type()) {
            case "textfield", "textarea" -> write(control, text(part));
            case "number" -> new BigDecimal(write(control, number(part))).stripTrailingZeros();
            case "datetime" -> {
                write(control, "12/24/2030");
                yield "2030-12-24";
            }
            case "checkbox" -> {
                page.locator("label[for='" + controls.get(0) + "']").click();
                yield true;
            }
            case "radio" -> {
                int option = option(place, controls.size());
                page.locator("label[for='" + controls.get(option) + "']").click();
                yield part.json().path("values").path(option).path("value").asText();
            }
            case "checklist" -> {
                controls.forEach(option -> page.locator("label[for='" + option + "']").click());
                yield part.json().has("valuesKey") ? List.of("first", "second") : part.json().path("values").findValuesAsText("value");
            }
            case "select" -> select(place, control);
            default -> throw new AssertionError("FormFilling cannot fill in a field of type " + part.type() + " yet: teach it");
        };
    }

    private static String write(Locator control, String text) {
        control.fill(text);
        control.blur();
        return text;
    }

    /** Of a choice that shows other fields each option in its turn, the first one last; of others the last one at once. */
    private int option(Place place, int options) {
        if (!form.decides(place.part())) {
            return options - 1;
        }
        int option = tried.getOrDefault(place, options) - 1;
        tried.put(place, option);
        return option;
    }

    private Object select(Place place, Locator control) {
        var group = page.locator(".fjs-form-field-select").filter(new Locator.FilterOptions().setHas(control));
        var items = group.locator(".fjs-dropdownlist-item");
        group.locator(".fjs-input-group").click();
        items.first().waitFor();
        int count = items.count();
        int option = option(place, count);
        items.nth(option).click();
        return place.part().json().has("valuesKey") ? List.of("first", "second").get(option) : place.part().json().path("values").path(option).path("value").asText();
    }

    private static String text(Part part) {
        var validate = part.json().path("validate");
        var pattern = validate.path("pattern").asText();
        if (!pattern.isEmpty()) {
            return SAMPLES.stream().filter(sample -> sample.matches(pattern)).findFirst()
                .orElseThrow(() -> new AssertionError("No sample of FormFilling fits the pattern " + pattern + ": add one"));
        }
        if (validate.path("validationType").asText().equals("email")) {
            return "every.form@agency.example";
        }
        var text = part.type().equals("textarea") ? "Written for “" + part.label() + "”.\nIn a second line, <10 words & no more." : "Written for “" + part.label() + "”";
        return text.length() <= validate.path("maxLength").asInt() ? text : text.substring(0, validate.path("maxLength").asInt());
    }

    private static String number(Part part) {
        var validate = part.json().path("validate");
        var digits = part.json().path("decimalDigits").asInt();
        var middle = validate.path("min").decimalValue().add(validate.path("max").decimalValue()).divide(BigDecimal.TEN).max(validate.path("min").decimalValue());
        return middle.setScale(digits, java.math.RoundingMode.CEILING).toPlainString();
    }

    private Locator list(Part list) {
        return page.locator(".fjs-form-field-dynamiclist").filter(new Locator.FilterOptions().setHas(page.locator("[id$='-" + list.id() + "']")));
    }

    /** What the process is to know of the fields that are shown now. */
    Map<String, Object> expected() {
        var expected = new TreeMap<String, Object>();
        for (var place : fields().keySet()) {
            if (place.row() == null) {
                expected.put(place.part().key(), filled.get(place));
            } else {
                @SuppressWarnings("unchecked")
                var rows = (List<Map<String, Object>>) expected.computeIfAbsent(place.part().list().key(), key -> new ArrayList<>());
                while (rows.size() <= place.row()) {
                    rows.add(new TreeMap<>());
                }
                rows.get(place.row()).put(place.part().key(), filled.get(place));
            }
        }
        return expected;
    }
}
