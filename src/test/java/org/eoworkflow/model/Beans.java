package org.eoworkflow.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.beans.Introspector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The code behind the models: which class a bean of an expression is, and what a call of it may come to. */
final class Beans {

    private static final Pattern CALL = Pattern.compile("\\b([a-z]\\w*)\\.([a-z]\\w*)\\(");

    private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages("org.eoworkflow");
    private static final Map<String, JavaClass> BY_NAME = byName();

    private Beans() {
    }

    static JavaClasses classes() {
        return CLASSES;
    }

    /** A call in an expression, such as {@code clearinghouse.open}. */
    record Call(String bean, String method) {

        JavaClass type() {
            return BY_NAME.get(bean);
        }

        @Override
        public String toString() {
            return bean + '.' + method;
        }
    }

    /** The calls of beans of ours in an expression. */
    static List<Call> calls(String expression) {
        return CALL.matcher(expression).results().map(match -> new Call(match.group(1), match.group(2))).filter(call -> BY_NAME.containsKey(call.bean()))
            .toList();
    }

    /** Whether a call may come, through classes of ours, to a call for which the condition holds. */
    static boolean reaches(Call call, Predicate<JavaCodeUnitAccess<?>> wanted, Set<String> withoutClasses) {
        Deque<JavaCodeUnit> open = new ArrayDeque<>(call.type().getAllMethods().stream().filter(method -> method.getName().equals(call.method())).toList());
        assertThat(open).as("bean '%s' has a method '%s'", call.bean(), call.method()).isNotEmpty();
        Set<String> seen = new HashSet<>();
        while (!open.isEmpty()) {
            JavaCodeUnit at = open.pop();
            if (!seen.add(at.getFullName())) {
                continue;
            }
            for (var access : at.getAccessesFromSelf()) {
                if (!(access instanceof JavaCodeUnitAccess<?> next)) {
                    continue;
                }
                if (wanted.test(next)) {
                    return true;
                }
                if (next.getTargetOwner().getPackageName().startsWith("org.eoworkflow") && !withoutClasses.contains(next.getTargetOwner().getSimpleName())) {
                    targets(next).forEach(open::add);
                }
            }
        }
        return false;
    }

    /** What is called: the method itself, and where it is an interface's, those of the classes of ours behind it. */
    private static Stream<JavaCodeUnit> targets(JavaCodeUnitAccess<?> call) {
        return Stream.concat(Stream.of(call.getTargetOwner()), call.getTargetOwner().getAllSubclasses().stream())
            .flatMap(type -> type.getCodeUnits().stream()).filter(unit -> unit.getName().equals(call.getName())
                && unit.getRawParameterTypes().size() == call.getTarget().getRawParameterTypes().size());
    }

    private static Map<String, JavaClass> byName() {
        var beans = new HashMap<String, JavaClass>();
        for (JavaClass type : CLASSES) {
            if (type.isAnnotatedWith(Component.class)) {
                String given = type.getAnnotationOfType(Component.class).value();
                beans.put(given.isEmpty() ? Introspector.decapitalize(type.getSimpleName()) : given, type);
            }
        }
        return beans;
    }
}
