-- Where words about somebody can stand in what is about others: erasing a person looks through these, and through nothing else.
create index audit_events_with_texts on audit_events (tenant_id, seq)
  where event in ('users.acted', 'users.exported', 'user.deactivated', 'welcome.sent', 'import.received', 'import.applied', 'import.cancelled',
    'import.erased', 'view.created', 'view.changed', 'view.removed', 'audit.redacted');
create index users_with_reason on users (tenant_id, id) where deactivation_reason is not null;
