package org.eoworkflow.task;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.security.AsSystem;
import org.eoworkflow.security.Caller;
import org.eoworkflow.security.Groups;
import org.springframework.stereotype.Component;

/** Who can stand in for whom: whoever is in all groups whose tasks the absent one can take. */
@Component
class Colleagues {

    private static final Set<String> WITHOUT_TASKS = Set.of(Groups.ADMIN, Groups.AUDITOR, Groups.DESIGNER);

    private final IdentityService identity;
    private final Catalogue catalogue;
    private final AsSystem system;
    private final Caller caller;

    Colleagues(IdentityService identity, Catalogue catalogue, AsSystem system, Caller caller) {
        this.identity = identity;
        this.catalogue = catalogue;
        this.system = system;
        this.caller = caller;
    }

    /** An account, by its id and as people read it. */
    record Person(String id, String name) {
    }

    Optional<Person> find(String account) {
        return Optional.ofNullable(system.get(() -> identity.createUserQuery().userId(account).singleResult())).map(Colleagues::person);
    }

    /** The groups that the account is in and in which there is work. */
    Set<String> groups(String account) {
        return system.get(() -> identity.createGroupQuery().groupMember(account).list()).stream().map(Group::getId)
            .filter(group -> !WITHOUT_TASKS.contains(group)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The groups with work that the one is in and the other is not. */
    Set<String> missing(String account, String substitute) {
        var missing = groups(account);
        missing.removeAll(groups(substitute));
        return missing;
    }

    List<Person> substitutes(String account) {
        var groups = groups(account);
        if (groups.isEmpty()) {
            return List.of();
        }
        var members = groups.stream().map(this::members).reduce((some, others) -> some.stream().filter(others::contains).toList()).orElseThrow();
        return members.stream().filter(person -> !person.id().equals(account)).toList();
    }

    /** Why nobody can stand in for the account, and what to do. */
    String nobody(String account) {
        var groups = groups(account);
        if (groups.isEmpty()) {
            return "'%s' is in no group that gets tasks, so there is nothing to hand over.".formatted(account);
        }
        var alone = groups.stream().filter(group -> members(group).size() == 1).toList();
        return alone.isEmpty()
            ? "No colleague is in all of the groups %s, as '%s' is. Ask an administrator to add one of them to the groups that are missing, then enter the absence."
                .formatted(String.join(", ", groups), account)
            : ("Nobody but '%s' is in the group %s, so nobody can stand in. Ask an administrator to add a second person to it, then enter the absence. "
                + "Until then the tasks of this group wait for the return, and their dates do not.").formatted(account, String.join(", ", alone));
    }

    /** Whose absences the caller may enter: the own; those of an agency's members as its approver; all in the order office or as administrator. */
    List<Person> answersFor() {
        var own = caller.account();
        if (caller.isIn(Groups.ORDER_OFFICE, Groups.ADMIN)) {
            return system.get(() -> identity.createUserQuery().orderByUserId().asc().list()).stream().map(Colleagues::person).toList();
        }
        var others = catalogue.agencies().stream().filter(agency -> caller.isIn(Groups.approver(agency.id()))).flatMap(agency -> members(agency.id()).stream());
        return Stream.concat(find(own).stream(), others).distinct().toList();
    }

    /** Whether the caller may enter and end absences of the account. */
    boolean answersFor(String account) {
        return account.equals(caller.account()) || caller.isIn(Groups.ORDER_OFFICE, Groups.ADMIN)
            || groups(account).stream().anyMatch(group -> caller.isIn(Groups.approver(group)));
    }

    private List<Person> members(String group) {
        return system.get(() -> identity.createUserQuery().memberOfGroup(group).orderByUserId().asc().list()).stream().map(Colleagues::person).toList();
    }

    private static Person person(User user) {
        var name = Stream.of(user.getFirstName(), user.getLastName()).filter(Objects::nonNull).collect(Collectors.joining(" ")).strip();
        return new Person(user.getId(), name.isEmpty() ? user.getId() : "%s (%s)".formatted(name, user.getId()));
    }
}
