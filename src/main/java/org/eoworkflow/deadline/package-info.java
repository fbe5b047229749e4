/**
 * The federal calendar, statutory deadlines, reminders, milestones and escalation.
 */
package org.eoworkflow.deadline;
