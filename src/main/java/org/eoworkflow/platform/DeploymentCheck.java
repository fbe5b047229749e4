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
}
