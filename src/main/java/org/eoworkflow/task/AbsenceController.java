package org.eoworkflow.task;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;
import org.eoworkflow.security.Caller;
import org.eoworkflow.security.Groups;
import org.eoworkflow.task.Colleagues.Person;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Absences: one's own; an agency's for its approvers; everybody's for the order office and administrators. */
@RestController
class AbsenceController {

    private static final String NOT_FOR_THEM = "Only they themselves, an approver of their agency, the order office or an administrator may do this.";

    private final Absences absences;
    private final Colleagues colleagues;
    private final HandingOver handingOver;
    private final Caller caller;
    private final Clock clock;

    AbsenceController(Absences absences, Colleagues colleagues, HandingOver handingOver, Caller caller, Clock clock) {
        this.absences = absences;
        this.colleagues = colleagues;
        this.handingOver = handingOver;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * @param account who is away, or null for oneself
     * @param from first day in Washington, as {@code 2026-07-06}
     * @param until last day
     */
    record Wanted(String account, String substitute, String from, String until) {
    }

    /**
     * @param state {@code planned}, {@code now}, {@code over} or {@code ended}
     * @param mine whether it is the caller who is away
     * @param mayEnd whether the caller may end it now
     */
    record View(UUID id, String account, String substitute, LocalDate from, LocalDate until, String period, String state, String enteredBy,
                String endedAtText, boolean mine, boolean mayEnd) {
    }

    /** Those that the caller may know of: the own, those in which the caller stands in, and those that the caller answers for. */
    @GetMapping("/api/absences")
    List<View> absences() {
        var account = caller.account();
        boolean all = caller.isIn(Groups.AUDITOR);
        return absences.all().stream().filter(absence -> all || absence.substitute().equals(account) || colleagues.answersFor(absence.account()))
            .map(this::view).toList();
    }

    /** Whose absence the caller may enter. */
    @GetMapping("/api/absences/accounts")
    List<Person> accounts() {
        return colleagues.answersFor();
    }

    /**
     * @param people who could stand in
     * @param advice why nobody can, and what to do; null where somebody can
     */
    record SubstitutesView(List<Person> people, String advice) {
    }

    @GetMapping("/api/absences/substitutes")
    SubstitutesView substitutes(@RequestParam(required = false) String account) {
        var away = allowed(account);
        var people = colleagues.substitutes(away);
        return new SubstitutesView(people, people.isEmpty() ? colleagues.nobody(away) : null);
    }

    @PostMapping("/api/absences")
    @ResponseStatus(HttpStatus.CREATED)
    View enter(@RequestBody Wanted wanted) {
        var account = allowed(wanted.account());
        var from = day("from", wanted.from());
        var until = day("until", wanted.until());
        checkDays(from, until);
        var absence = new Absence(UUID.randomUUID(), account, substitute(account, wanted.substitute()), from, until, caller.account(), clock.instant(), null);
        absences.enter(absence);
        handingOver.align();
        return view(absence);
    }

    @DeleteMapping("/api/absences/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable UUID id) {
        var account = caller.account();
        var absence = absences.find(id).filter(known -> known.substitute().equals(account) || colleagues.answersFor(known.account()))
            .orElseThrow(() -> Refusal.unknown("id", "There is no such absence, or not for your account."));
        if (!colleagues.answersFor(absence.account())) {
            throw Refusal.forbidden(NOT_FOR_THEM);
        }
        if (!absences.end(absence, account)) {
            throw Refusal.conflict("The absence is over already.");
        }
        handingOver.align();
    }

    private String allowed(String account) {
        var own = caller.account();
        var asked = account == null || account.isBlank() ? own : account.strip();
        if (!colleagues.answersFor(asked)) {
            throw new Refusal(Refusal.Kind.FORBIDDEN, "account", NOT_FOR_THEM);
        }
        if (colleagues.find(asked).isEmpty()) {
            throw Refusal.invalid("account", "There is no such account.");
        }
        return asked;
    }

    private static LocalDate day(String field, String text) {
        try {
            return LocalDate.parse(text == null ? "" : text.strip());
        } catch (DateTimeParseException wrong) {
            throw Refusal.invalid(field, "Give the %s day as year, month and day, for example 2026-07-06.".formatted(field.equals("from") ? "first" : "last"));
        }
    }

    private void checkDays(LocalDate from, LocalDate until) {
        var today = absences.today();
        if (until.isBefore(from)) {
            throw Refusal.invalid("until", "The last day is before the first.");
        }
        if (until.isBefore(today)) {
            throw Refusal.invalid("until", "The last day has passed: in Washington it is %s.".formatted(WashingtonTime.text(today)));
        }
        if (from.isBefore(today)) {
            throw Refusal.invalid("from", "Tasks are handed over from today on: begin with %s.".formatted(WashingtonTime.text(today)));
        }
        if (until.isAfter(today.plusYears(1))) {
            throw Refusal.invalid("until", "An absence is entered for a year ahead at most.");
        }
    }

    private String substitute(String account, String text) {
        var substitute = text == null ? "" : text.strip();
        if (substitute.isEmpty() && colleagues.substitutes(account).isEmpty()) {
            throw Refusal.invalid("substitute", colleagues.nobody(account));
        }
        if (substitute.isEmpty() || colleagues.find(substitute).isEmpty()) {
            throw Refusal.invalid("substitute", "Choose an account that is here.");
        }
        if (substitute.equals(account)) {
            throw Refusal.invalid("substitute", "Nobody stands in for themselves: choose somebody else.");
        }
        if (colleagues.groups(account).isEmpty()) {
            throw Refusal.invalid("account", "'%s' is in no group that gets tasks, so there is nothing to hand over.".formatted(account));
        }
        var missing = colleagues.missing(account, substitute);
        if (!missing.isEmpty()) {
            throw Refusal.invalid("substitute", "'%s' is not in the group %s, as '%s' is, and could not do the tasks: choose somebody who is."
                .formatted(substitute, String.join(", ", missing), account));
        }
        return substitute;
    }

    private View view(Absence absence) {
        var today = absences.today();
        return new View(absence.id(), absence.account(), absence.substitute(), absence.from(), absence.until(), absence.period(), absence.state(today),
            absence.enteredBy(), WashingtonTime.text(absence.endedAt()), absence.account().equals(caller.account()),
            !absence.isOver(today) && !caller.isIn(Groups.AUDITOR) && colleagues.answersFor(absence.account()));
    }
}
