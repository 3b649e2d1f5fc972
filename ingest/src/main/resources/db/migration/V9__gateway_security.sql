-- A gateway may prove itself by its certificate (cn:, san: or sha256:), and then needs no password.
alter table gateway alter column password_hash drop not null;
alter table gateway add column certificate text unique;
alter table gateway add constraint gateway_can_prove_itself
  check (password_hash is not null or certificate is not null);
-- Null: the service's own limits.
alter table gateway add column max_connections integer check (max_connections > 0);
alter table gateway add column max_messages_per_second integer check (max_messages_per_second > 0);
alter table gateway add column max_bytes_per_second integer check (max_bytes_per_second > 0);
