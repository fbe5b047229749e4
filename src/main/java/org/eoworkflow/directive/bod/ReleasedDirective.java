package org.eoworkflow.directive.bod;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A directive as it was released.
 *
 * @param releasedOn the day in Washington from which its periods count
 * @param supersedes numbers of the directives it revokes
 * @param supersededBy number of the directive that revokes it, or null while it is in force
 * @param sha256 of the directive as PDF
 * @param guidanceSha256 of its guidance as PDF
 */
record ReleasedDirective(String number, String title, String order, Instant releasedAt, LocalDate releasedOn, List<String> agencies,
                         List<String> supersedes, String supersededBy, String sha256, String guidanceTitle, String guidanceSha256) {
}
