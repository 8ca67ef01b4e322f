create table ledger (text text not null);
