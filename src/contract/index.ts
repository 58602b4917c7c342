import { activation } from './activation.ts';
import { acts } from './acts.ts';
import { arrivals } from './arrivals.ts';
import { audit } from './audit.ts';
import { devices } from './devices.ts';
import { groups } from './groups.ts';
import { imports } from './imports.ts';
import { keys } from './keys.ts';
import { leaving } from './leaving.ts';
import { mail, mailbox } from './mail.ts';
import { profile } from './profile.ts';
import { proofs } from './proofs.ts';
import { roles } from './roles.ts';
import { session } from './session.ts';
import { setup } from './setup.ts';
import { tenants } from './tenants.ts';
import { users } from './users.ts';
import { views } from './views.ts';
import { welcome } from './welcome.ts';

/** Everything that travels on the wire: the server, the OpenAPI document and the browser's client are made from this. */
export const contract = {
  acts,
  activation,
  arrivals,
  audit,
  devices,
  groups,
  imports,
  keys,
  leaving,
  mail,
  mailbox,
  roles,
  profile,
  proofs,
  session,
  setup,
  tenants,
  users,
  views,
  welcome,
};
export type Contract = typeof contract;
