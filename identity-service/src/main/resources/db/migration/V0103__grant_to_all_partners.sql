-- A grant without an organisation is for all partners, those of later too.
alter table issued_grant alter column org_id drop not null;
