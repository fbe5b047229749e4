/**
 * The defense of National Security Systems and of DoD information systems: priorities that a committee votes on and that
 * components coordinate. Systems are named by pointers only; what is known of them stays where it is classified.
 */
package org.eoworkflow.directive.defense;
