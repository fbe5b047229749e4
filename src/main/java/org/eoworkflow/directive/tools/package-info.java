/**
 * Tools against cyber threats: the federal programs that enhance AI-enabled ones, and the access to tools and services for agencies,
 * state and local authorities and operators of critical infrastructure.
 */
package org.eoworkflow.directive.tools;
