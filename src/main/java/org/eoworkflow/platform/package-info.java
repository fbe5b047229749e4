/**
 * Database, engine and web configuration, the engine's clock and the refusal every rule answers with: nothing of the domain.
 */
package org.eoworkflow.platform;
