-- What a reading of a counter is: what it shows, or what was added since the reading before.
alter table meter add column reports text not null default 'total'
  check (reports in ('total', 'delta'));
