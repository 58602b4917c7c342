import { activation } from './activation.ts';
import { acts } from './acts.ts';
import { arrivals } from './arrivals.ts';
import { audit } from './audit.ts';
import { groups } from './groups.ts';
import { imports } from './imports.ts';
import { keys } from './keys.ts';
import { mail, mailbox } from './mail.ts';
import { roles } from './roles.ts';
import { session } from './session.ts';
import { setup } from './setup.ts';
import { tenants } from './tenants.ts';
import { users } from './users.ts';
import { welcome } from './welcome.ts';

/** Everything that travels on the wire: the server, the OpenAPI document and the browser's client are made from this. */
export const contract = {
  acts,
  activation,
  arrivals,
  audit,
  groups,
  imports,
  keys,
  mail,
  mailbox,
  roles,
  session,
  setup,
  tenants,
  users,
  welcome,
};
export type Contract = typeof contract;
