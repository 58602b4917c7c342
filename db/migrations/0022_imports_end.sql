-- What a file said about people is kept for thirty days after it was needed last; then file and rows go, and the numbers stay.
alter table imports alter column file drop not null;
alter table imports add column erased_at timestamptz;
