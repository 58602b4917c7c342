import { audit } from './audit.ts';
import { tenants } from './tenants.ts';

/** Everything that travels on the wire: the server, the OpenAPI document and the browser's client are made from this. */
export const contract = {
  audit,
  tenants,
};
export type Contract = typeof contract;
