-- One row per working day whose mails were written: whichever node comes first writes them, once.
create table eo.daily_mails (
    day        date        primary key,
    written_at timestamptz not null
);
grant select, insert on eo.daily_mails to eo_app;

-- Since when whoever was away knows what was done in their place; what was over before this was kept is not told any more.
alter table eo.absence add column told_at timestamptz;
update eo.absence set told_at = returned_at where returned_at is not null;
grant update (told_at) on eo.absence to eo_app;
