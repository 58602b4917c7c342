import { z } from 'zod';
import { route } from './core.ts';
import { instant, locale, timeZone } from './shapes.ts';

const color = z.string().regex(/^#[0-9a-fA-F]{6}$/);
export const tenantSettings = z
  .object({
    name: z.string(),
    locale,
    timeZone: z.string(),
    brandColor: color,
    hasLogo: z.boolean(),
    openTracking: z.boolean().nullable().describe('null: not decided, which counts as off'),
    linkDays: z.number().int().describe('How long an activation link works, in days'),
    sealedAt: instant.nullable().describe('Not null: mails are kept in the mailbox until an owner opens the environment'),
    version: z.number().int(),
    publicUrl: z.string(),
    mail: z.object({ kept: z.boolean(), server: z.string().nullable(), from: z.string().nullable() }),
    fixedByEnvironment: z.array(z.string()).describe('Settings that an environment variable decides'),
  })
  .meta({ id: 'TenantSettings' });

export const tenants = {
  show: route({
    method: 'get',
    path: '/settings',
    summary: 'The settings of this environment',
    access: 'settings.read',
    ok: tenantSettings,
  }),
  change: route({
    method: 'patch',
    path: '/settings',
    summary: 'Change settings; `version` is the one that was shown',
    access: 'settings.edit',
    body: z.strictObject({
      version: z.number().int(),
      name: z.string().trim().min(1).max(200).optional(),
      locale: locale.optional(),
      timeZone: timeZone.optional(),
      brandColor: color.optional(),
      openTracking: z.boolean().optional(),
      linkDays: z.number().int().min(1).max(90).optional(),
    }),
    ok: tenantSettings,
    errors: ['conflict'],
  }),
  putLogo: route({
    method: 'put',
    path: '/settings/logo',
    summary: 'The logo: PNG, JPEG or WebP, at most 1 MB, as the body',
    access: 'settings.edit',
    takes: 'raw',
    ok: tenantSettings,
    errors: ['tooLarge', 'tenants.notAPicture', 'conflict'],
  }),
  removeLogo: route({
    method: 'delete',
    path: '/settings/logo',
    summary: 'Back to the mark',
    access: 'settings.edit',
    ok: tenantSettings,
    errors: ['conflict'],
  }),
  logo: route({
    method: 'get',
    path: '/logo',
    summary: 'The logo of this environment',
    access: 'public',
    gives: 'raw',
    ok: z.unknown(),
  }),
  open: route({
    method: 'post',
    path: '/settings/open',
    summary: 'Open a sealed environment: mails leave from now on',
    access: 'sending.open',
    body: z.strictObject({}),
    ok: tenantSettings,
  }),
};
