package org.eoworkflow.platform;

import java.util.List;
import java.util.Map;

/** Looks at what somebody wants to deploy, before anything is deployed. */
public interface DeploymentCheck {

    /**
     * What is wrong with it; nothing is deployed while there is something.
     *
     * @param files contents by name, as they were sent
     */
    List<String> problems(Map<String, byte[]> files);

    /** Whether the engine takes a file of this name for a model. */
    static boolean isModel(String file) {
        return file.endsWith(".bpmn") || file.endsWith(".bpmn20.xml");
    }
}
