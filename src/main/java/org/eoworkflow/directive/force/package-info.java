/**
 * The expansion of the US Tech Force: by which authorities specialists are hired, which of them agencies need, and how they are placed
 * there. Agencies are surveyed within a window; candidates are no concern of it, and none is named.
 */
package org.eoworkflow.directive.force;
