/**
 * Reading YAML that people write: every mistake is told by file, line and name, all at once.
 */
package org.eoworkflow.platform.yaml;
