/** What `welkom user act` does, by the name it has there. */
export const ACTS_ON_MANY = [
  'deactivate',
  'restore',
  'log-out',
  'reset-password',
  'role',
  'add-to-group',
  'take-out-of-group',
] as const;
