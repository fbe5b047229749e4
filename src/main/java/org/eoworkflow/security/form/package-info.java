/**
 * The rules of a form, enforced by the server from the form's own schema: by listeners whichever way a task is completed or a process
 * started, and in front of the REST interfaces for what only the request tells.
 */
package org.eoworkflow.security.form;
