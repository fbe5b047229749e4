package org.eoworkflow.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.SendTask;
import org.camunda.bpm.model.bpmn.instance.Task;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaConnector;
import org.junit.jupiter.api.Test;
import org.springframework.scheduling.annotation.Async;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * "One transaction": engine state and our own tables change together or not at all. What reaches out of the database has a save point before
 * it, so that it is not done again when something after it fails; and no code leaves the engine's transaction for one of its own.
 */
class OneTransactionTest {

    /** Who may leave the transaction, and why. */
    private static final Map<String, String> ON_THEIR_OWN = Map.of(
        "FileText", "reads a file in a thread that can be given up; it knows the file's bytes and no database",
        "EmbeddedDatabase", "makes the database before there is a transaction",
        "LedgerVerification", "reads in a snapshot of its own and writes nothing",
        "SpillResponse", "starts after a refused transaction is rolled back, of which nothing may be kept");

    private static final Pattern WRITES = Pattern.compile("write|copy|move|delete|deleteIfExists|createFile|createDirectories|createTempFile|newOutputStream|newBufferedWriter");

    @Test
    void whatReachesOutHasASavePointBeforeIt() {
        assertThat(DeployedModels.findings(OneTransactionTest::withoutSavePoint)).as("effects outside the database without a save point").isEmpty();
    }

    @Test
    void noCodeLeavesTheTransaction() {
        var found = Beans.classes().stream().filter(type -> !ON_THEIR_OWN.containsKey(outermost(type))).flatMap(type -> leaving(type).stream()).toList();
        assertThat(found).as("code with a transaction, a connection or a thread of its own").isEmpty();
    }

    @Test
    void everyExceptionIsStillOne() {
        assertThat(Beans.classes().stream().filter(type -> !leaving(type).isEmpty()).map(OneTransactionTest::outermost))
            .containsOnly(ON_THEIR_OWN.keySet().toArray(String[]::new));
    }

    @Test
    void anEffectOutsideWithoutASavePointIsFound() {
        assertThat(withoutSavePoint(step("${outboxSender.send()}", false)))
            .containsExactly("wrong.bpmn: element 'SendNow': reaches out of the database, but has no save point before it (asyncBefore).");
        assertThat(withoutSavePoint(step("${outboxSender.send()}", true))).isEmpty();
        assertThat(withoutSavePoint(step("${orders.register(execution)}", false))).isEmpty();
        var external = Bpmn.createExecutableProcess("Wrong").startEvent().serviceTask("SendNow").camundaExternalTask("send").endEvent().done();
        assertThat(withoutSavePoint(DeployedModels.wrong(external))).as("an external task is a save point by itself").isEmpty();
        var connected = Bpmn.createExecutableProcess("Wrong").startEvent().sendTask("SendNow").endEvent().done();
        assertThat(withoutSavePoint(DeployedModels.wrong(connected))).hasSize(1);
    }

    @Test
    void codeThatLeavesIsFound() {
        var classes = new ClassFileImporter().importClasses(OwnConnection.class, OwnTransaction.class, OwnTemplate.class, OwnThread.class, Later.class);
        assertThat(classes).allSatisfy(type -> assertThat(leaving(type)).as(type.getSimpleName()).hasSize(1));
    }

    // --- the rules

    private static List<String> withoutSavePoint(ProcessModel model) {
        return model.all(Task.class).stream().filter(task -> !(task instanceof UserTask) && !task.isCamundaAsyncBefore() && reachesOut(task))
            .map(task -> DeployedModels.at(model, task) + ": reaches out of the database, but has no save point before it (asyncBefore).").toList();
    }

    private static boolean reachesOut(Task task) {
        var expression = DeployedModels.camunda(task, "expression") + DeployedModels.camunda(task, "delegateExpression");
        if (task instanceof SendTask) {
            return DeployedModels.camunda(task, "type").isEmpty() && (expression.isEmpty() || Beans.calls(expression).stream().anyMatch(OneTransactionTest::reachesOut));
        }
        return task.getExtensionElements() != null && task.getExtensionElements().getElementsQuery().filterByType(CamundaConnector.class).count() > 0
            || Beans.calls(expression).stream().anyMatch(OneTransactionTest::reachesOut);
    }

    private static boolean reachesOut(Beans.Call call) {
        return Beans.reaches(call, OneTransactionTest::isOutside, Set.of());
    }

    private static boolean isOutside(JavaCodeUnitAccess<?> access) {
        var owner = access.getTargetOwner();
        return owner.getPackageName().startsWith("java.net.http") || owner.getPackageName().startsWith("org.springframework.mail")
            || owner.getPackageName().startsWith("org.springframework.web.client") || owner.getName().equals("java.net.HttpURLConnection")
            || owner.getName().equals("java.net.Socket") || owner.getName().equals("java.lang.ProcessBuilder")
            || owner.isEquivalentTo(Files.class) && WRITES.matcher(access.getName()).matches();
    }

    private static List<String> leaving(JavaClass type) {
        var found = new ArrayList<String>();
        for (var access : type.getAccessesFromSelf()) {
            var owner = access.getTargetOwner();
            var name = access.getTarget().getName();
            if (owner.isAssignableTo(DataSource.class) && name.equals("getConnection") || owner.isEquivalentTo(DriverManager.class)) {
                found.add(type.getName() + " opens a connection of its own");
            } else if (name.equals("setPropagationBehavior") || name.equals("setPropagationBehaviorName")) {
                found.add(type.getName() + " sets how its transaction relates to the engine's");
            } else if (owner.isEquivalentTo(Executors.class) && name.startsWith("new")) {
                found.add(type.getName() + " has threads of its own");
            }
        }
        type.getMethods().forEach(method -> {
            if (method.isAnnotatedWith(Async.class)) {
                found.add(method.getFullName() + " runs on another thread");
            }
            method.tryGetAnnotationOfType(Transactional.class).filter(own -> own.propagation() != Propagation.REQUIRED && own.propagation() != Propagation.MANDATORY)
                .ifPresent(own -> found.add(method.getFullName() + " has a transaction of its own"));
        });
        return found;
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(OneTransactionTest::outermost).orElse(type.getSimpleName());
    }

    // --- small wrong ones

    private static ProcessModel step(String expression, boolean savePoint) {
        return DeployedModels.wrong(Bpmn.createExecutableProcess("Wrong").startEvent().serviceTask("SendNow").camundaExpression(expression)
            .camundaAsyncBefore(savePoint).endEvent().done());
    }

    static class OwnConnection {
        void write(DataSource database) throws SQLException {
            database.getConnection().close();
        }
    }

    static class OwnTransaction {
        @Transactional(propagation = Propagation.REQUIRES_NEW)
        void write() {
        }
    }

    static class OwnTemplate {
        void write(TransactionTemplate transaction) {
            transaction.setPropagationBehavior(TransactionTemplate.PROPAGATION_REQUIRES_NEW);
        }
    }

    static class OwnThread {
        void write() {
            Executors.newSingleThreadExecutor();
        }
    }

    static class Later {
        @Async
        void write() {
        }
    }
}
