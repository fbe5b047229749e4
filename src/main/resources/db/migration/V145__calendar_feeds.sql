-- One row per address at which a calendar program reads dates. The secret in the address is known to its owner only: here lies its
-- SHA-256. A revoked address stays on record.
create table eo.calendar_feed (
    id           uuid        primary key,
    account      text        not null,          -- who made it, and whose rights it has
    agency       text,                          -- whose dates it shows; null: the account's own
    token_sha256 text        not null unique,
    created_at   timestamptz not null,
    revoked_at   timestamptz
);
create index calendar_feed_account on eo.calendar_feed (account);
grant select, insert on eo.calendar_feed to eo_app;
grant update (revoked_at) on eo.calendar_feed to eo_app;

-- The dates that a calendar shows: what holds now and is not done yet, and what has no date any more, at the day it was last due on.
create view eo.calendar_date as
select d.*,
       coalesce(d.value, (select before.value from eo.deadline_record before
                          where before.subject = d.subject and before.value is not null order by before.id desc limit 1)) as shown_on
from eo.deadline d
left join eo.directive s on s.order_id = d.order_id and s.id = d.directive
left join eo.implementation i on i.business_key = d.business_key
left join eo.implementation_action a on a.business_key = d.business_key and d.subject = 'action ' || a.business_key || '/' || a.action
left join eo.remediation r on r.business_key = d.business_key
where d.superseded_by is null and d.clause_id is null
  and (d.kind in ('deadline', 'target', 'commitment') and (s.state in ('active', 'suspended') or d.rule = 'no date any more')
    or d.kind = 'action' and (i.state = 'open' and a.done_at is null or d.rule = 'no date any more')
    or d.kind = 'vulnerability' and (r.state = 'open' or d.rule = 'no date any more'));
grant select on eo.calendar_date to eo_app;
