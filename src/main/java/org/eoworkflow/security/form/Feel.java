package org.eoworkflow.security.form;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.syntaxtree.ParsedExpression;

/** An expression of a form, parsed once. What cannot be evaluated is null, as in the browser. */
final class Feel {

    private static final FeelEngineApi ENGINE = FeelEngineBuilder.forJava().build();
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

    private final ParsedExpression expression;
    private final Set<String> names = new TreeSet<>();

    private Feel(ParsedExpression expression, String text) {
        this.expression = expression;
        NAME.matcher(text).results().forEach(name -> names.add(name.group()));
    }

    /** Whether a form's property is an expression: it starts with {@code =}. */
    static boolean is(String property) {
        return property.startsWith("=");
    }

    /** @throws InvalidForm if it is no FEEL */
    static Feel of(String property) {
        var text = property.substring(1);
        var parsed = ENGINE.parseExpression(text);
        if (parsed.isFailure()) {
            throw new InvalidForm("'%s' is no FEEL expression".formatted(property));
        }
        return new Feel(parsed.parsedExpression(), text);
    }

    /** @param variables gives the value of a name, or null; asked only for names that the expression mentions */
    Object evaluate(Function<String, Object> variables) {
        Map<String, Object> context = new HashMap<>();
        for (var name : names) {
            var value = variables.apply(name);
            if (value != null) {
                context.put(name, value);
            }
        }
        var result = ENGINE.evaluate(expression, context);
        return result.isSuccess() ? result.result() : null;
    }
}
