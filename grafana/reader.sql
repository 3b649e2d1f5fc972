-- The role that Grafana reads with: the tables that the dashboards show, and no others (the table of
-- gateways holds password hashes). Run as the tables' owner, after the service's first start, with the
-- role's password in the environment; safe to repeat:
--   GRAFANA_DB_PASSWORD=... ./millwright db psql -f grafana/reader.sql
\set ON_ERROR_STOP on
\getenv password GRAFANA_DB_PASSWORD
\if :{?password}
\else
  do $$ begin raise 'Set GRAFANA_DB_PASSWORD to the password that Grafana is to sign in with'; end $$;
\endif
select 'create role grafana_reader login'
  where not exists (select from pg_roles where rolname = 'grafana_reader') \gexec
alter role grafana_reader password :'password';
-- A dashboard over ten years must not take the database from the gateways.
alter role grafana_reader set statement_timeout = '30s';
alter role grafana_reader set default_transaction_read_only = on;

grant usage on schema public to grafana_reader;
grant select on asset, meter, reading, asset_state, episode, work_order, work_order_escalation,
  suppression, forecast, forecast_refresh to grafana_reader;
grant select (reason, detail, gateway, topic, asset, meter, time, received_at, seen, replayed_at)
  on quarantine to grafana_reader;
