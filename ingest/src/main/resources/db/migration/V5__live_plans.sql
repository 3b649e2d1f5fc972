-- A plan change is an event of the log: it has a place in its sequence, and a state knows its plans.

alter table plan_set
  add column seq bigint not null default 0, -- its place in the log; 0: before places were kept
  add column file text not null default '',
  add column activated_by text not null default '',
  add column at_start boolean not null default true; -- by serve --plans, not by the API
create unique index plan_set_seq on plan_set (seq) where seq > 0;

-- The plans under which the state was saved; 0: none at all.
alter table asset_state add column plan_version integer not null default 0;
update asset_state set plan_version = coalesce((select max(version) from plan_set), 0);
