/**
 * What follows when something that looks classified was stopped: a response that knows who, where and when, and nothing else. Whatever
 * guards an entry into the system starts it; none of its fields could hold the content.
 */
package org.eoworkflow.security.spill;
