-- Run once by a database superuser in a new database. Production: give both accounts a password of your own.
-- eo_owner owns the schema eo (Flyway runs as eo_owner); eo_app is what the application signs in as.
create role eo_owner login;
create role eo_app login;
create schema eo authorization eo_owner;
create schema camunda authorization eo_app;
grant usage on schema eo to eo_app;
alter role eo_app set search_path = camunda;
