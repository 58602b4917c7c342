import type { EntryPage } from '../../contract/setup.ts';
import { type Locale, pickLocale } from '../../kernel/locale.ts';
import { NO_TENANT, type Who } from '../../platform/http/serve-api.ts';
import { ANONYMOUS, type App, inTenant } from '../../platform/scope.ts';
import { placeForOwner } from './first-run.ts';
import { hasOwner } from './setup-store.ts';

/** The part of the words that the small pages use, and the refusals they can meet. */
const ERRORS = ['activation', 'email', 'password', 'profile', 'session'] as const;
const GENERAL = [
  'busy',
  'databaseUnavailable',
  'internal',
  'invalid',
  'invalidField',
  'notFound',
  'required',
  'tooLong',
  'tooMany',
  'wrongOrigin',
] as const;

/** Look and words of the sign-in, activation and first-run pages: nothing about any person. */
export async function showEntryPage(
  app: App,
  tenantId: Who['tenantId'],
  wanted: { locale?: string | undefined; accepted: string | null },
): Promise<EntryPage> {
  const found =
    tenantId === NO_TENANT
      ? undefined
      : await inTenant(app, { tenantId, actor: ANONYMOUS }, async ({ tx, tenant }) => ({
          tenant,
          owned: await hasOwner(tx, tenant.id),
        }));
  const setupOpen = !found?.owned && (await placeForOwner(app)) !== null;
  const locale = pickLocale(wanted.locale ?? wanted.accepted, found?.tenant.locale ?? 'en');
  return {
    tenant: found?.owned
      ? {
          name: found.tenant.name,
          brandColor: found.tenant.brandColor,
          logo: found.tenant.logoFile ? `/api/v1/logo?v=${found.tenant.version}` : null,
        }
      : null,
    setupOpen,
    locale,
    words: wordsFor(app, locale, setupOpen),
  };
}

/** The long words of the first run travel only while there is one. */
function wordsFor(app: App, locale: Locale, setupOpen: boolean): EntryPage['words'] {
  const { entry, errors } = app.words[locale];
  const pick = (names: readonly (keyof typeof errors)[]) => Object.fromEntries(names.map((name) => [name, errors[name]]));
  const { closed, closedTitle } = entry.setup;
  return {
    entry: setupOpen ? entry : { ...entry, setup: { closed, closedTitle } },
    errors: pick(setupOpen ? [...GENERAL, ...ERRORS, 'setup'] : [...GENERAL, ...ERRORS]),
  };
}
