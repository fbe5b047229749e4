/**
 * Sign-in, agency groups and authorisations, separation of duties, and the server's own check of every form.
 */
package org.eoworkflow.security;
