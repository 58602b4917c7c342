import { AppError } from '../../kernel/app-error.ts';
import type { Locale } from '../../kernel/locale.ts';
import { type App, allow, publicUrlOf, type Scope, type Tenant } from '../../platform/scope.ts';
import { record } from '../audit/index.ts';
import { giveUpFileJob } from './kept-files.ts';
import { updateTenant } from './tenant-store.ts';

export interface TenantChange {
  name?: string | undefined;
  locale?: Locale | undefined;
  timeZone?: string | undefined;
  brandColor?: string | undefined;
  openTracking?: boolean | undefined;
  linkDays?: number | undefined;
}

const COLUMNS = {
  name: 'name',
  locale: 'locale',
  timeZone: 'time_zone',
  brandColor: 'brand_color',
  openTracking: 'open_tracking',
  linkDays: 'link_days',
} as const;

/** Changes settings seen at `version`; records before and after. @throws AppError `conflict` where somebody was faster */
export async function changeTenant(scope: Scope, input: TenantChange & { version: number }): Promise<Tenant> {
  allow(scope, 'settings.edit');
  const { version, ...change } = input;
  const fields = (Object.keys(change) as (keyof TenantChange)[]).filter(
    (field) => change[field] !== undefined && change[field] !== scope.tenant[field],
  );
  if (version !== scope.tenant.version) throw new AppError('conflict');
  if (!fields.length) return scope.tenant;
  const columns = Object.fromEntries(fields.map((field) => [COLUMNS[field], change[field]]));
  if (!(await updateTenant(scope.tx, scope.tenant.id, version, columns))) throw new AppError('conflict');
  await record(scope, 'tenant.changed', {
    detail: Object.fromEntries(fields.map((field) => [field, { before: scope.tenant[field], after: change[field] }])),
  });
  return { ...scope.tenant, ...Object.fromEntries(fields.map((field) => [field, change[field]])), version: version + 1 };
}

/** Sets or takes away the logo (a file of ours, already checked to be a picture); the one of before is given up. @throws AppError `conflict` */
export async function changeLogo(scope: Scope, file: string | null): Promise<Tenant> {
  allow(scope, 'settings.edit');
  if (file === scope.tenant.logoFile) return scope.tenant;
  if (!(await updateTenant(scope.tx, scope.tenant.id, scope.tenant.version, { logo_file: file }))) throw new AppError('conflict');
  if (scope.tenant.logoFile) await scope.enqueue(giveUpFileJob, { file: scope.tenant.logoFile });
  await record(scope, 'tenant.changed', { detail: { logo: { before: scope.tenant.logoFile !== null, after: file !== null } } });
  return { ...scope.tenant, logoFile: file, version: scope.tenant.version + 1 };
}

/** Opens a sealed environment; a second time changes nothing. @throws AppError `conflict` where somebody was faster */
export async function openTenant(scope: Scope): Promise<Tenant> {
  allow(scope, 'sending.open');
  if (!scope.tenant.sealedAt) return scope.tenant;
  const open = { sealed_at: null, sealed_because: null };
  if (!(await updateTenant(scope.tx, scope.tenant.id, scope.tenant.version, open))) throw new AppError('conflict');
  await record(scope, 'tenant.opened');
  return { ...scope.tenant, sealedAt: null, version: scope.tenant.version + 1 };
}

/** The settings as the page shows them: an environment variable wins over what is stored, and this says so. */
export function settingsOf(app: App, tenant: Tenant) {
  return {
    name: tenant.name,
    locale: tenant.locale,
    timeZone: tenant.timeZone,
    brandColor: tenant.brandColor,
    hasLogo: tenant.logoFile !== null,
    openTracking: tenant.openTracking,
    linkDays: tenant.linkDays,
    sealedAt: tenant.sealedAt?.toISOString() ?? null,
    version: tenant.version,
    publicUrl: publicUrlOf(app, tenant),
    mail: { kept: app.mailer === null, server: app.mailer?.server ?? null, from: app.mailer?.from ?? null },
    fixedByEnvironment: [app.config.publicUrlIsSet && 'publicUrl', app.config.smtpUrl !== null && 'mailServer'].filter(
      (x) => x !== false,
    ),
  };
}
