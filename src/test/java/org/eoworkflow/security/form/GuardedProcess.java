package org.eoworkflow.security.form;

import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.Bpmn;

/** A small process with forms for tests: started with a topic, a plan is written and approved. */
final class GuardedProcess {

    private static final String START = """
        {"id":"guarded-start","type":"default","components":[
          {"type":"textfield","id":"t","key":"topic","label":"Topic","validate":{"required":true,"maxLength":20,"pattern":"^[a-z]+$"}}]}""";
    private static final String PLAN = """
        {"id":"guarded-plan","type":"default","components":[
          {"type":"text","id":"x","text":"Plan of {{topic}}"},
          {"type":"textfield","id":"t","key":"topic","label":"Topic","readonly":true,"validate":{"maxLength":20}},
          {"type":"group","id":"g","label":"Plan","components":[
            {"type":"textarea","id":"s","key":"summary","label":"Summary","validate":{"required":true,"maxLength":4000}},
            {"type":"number","id":"p","key":"percent","label":"Percent","decimalDigits":0,"validate":{"min":0,"max":100}},
            {"type":"select","id":"r","key":"risk","label":"Risk","valuesKey":"risks"}]},
          {"type":"dynamiclist","id":"m","path":"milestones","label":"Milestones","isRepeating":true,"components":[
            {"type":"textfield","id":"n","key":"name","label":"Name","readonly":true,"validate":{"maxLength":200}},
            {"type":"datetime","subtype":"date","id":"d","key":"date","label":"Date","validate":{"required":true}}]}]}""";
    private static final String APPROVAL = """
        {"id":"guarded-approval","type":"default","components":[
          {"type":"textarea","id":"s","key":"summary","label":"Summary","disabled":true,"validate":{"maxLength":4000}},
          {"type":"radio","id":"d","key":"decision","label":"Decision","validate":{"required":true},
           "values":[{"label":"Approve","value":"approve"},{"label":"Return","value":"return"}]},
          {"type":"textarea","id":"r","key":"reason","label":"Reason","conditional":{"hide":"=decision != \\"return\\""},"validate":{"required":true,"maxLength":4000}}]}""";

    private GuardedProcess() {
    }

    static void deploy(RepositoryService repository) {
        repository.createDeployment().name("guarded plan").enableDuplicateFiltering(false)
            .addString("guarded-start.form", START).addString("guarded-plan.form", PLAN).addString("guarded-approval.form", APPROVAL)
            .addModelInstance("guarded-plan.bpmn", Bpmn.createExecutableProcess("GuardedPlan").name("Guarded plan").camundaHistoryTimeToLiveString("P1D")
                .startEvent("TopicChosen").camundaFormRef("guarded-start").camundaFormRefBinding("deployment")
                .userTask("WritePlan").name("Write plan").camundaCandidateGroups("cisa-staff").camundaFormRef("guarded-plan").camundaFormRefBinding("deployment")
                .userTask("ApprovePlan").name("Approve plan").camundaCandidateGroups("cisa-approver")
                .camundaFormRef("guarded-approval").camundaFormRefBinding("deployment").endEvent("PlanApproved").done()).deploy();
    }
}
