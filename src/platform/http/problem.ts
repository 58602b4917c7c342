import { AppError, type ErrorCode, type ErrorDetails, type FieldError } from '../../kernel/app-error.ts';
import { newId } from '../../kernel/ids.ts';
import type { Locale } from '../../kernel/locale.ts';
import { translator } from '../../kernel/messages.ts';
import { UnknownTenant } from '../db/database.ts';
import { faultOf } from '../db/faults.ts';
import type { App } from '../scope.ts';

/** The one table from code to status; what is not in it is 400. */
const STATUS: Partial<Record<ErrorCode, number>> = {
  internal: 500,
  databaseUnavailable: 503,
  busy: 503,
  unauthenticated: 401,
  forbidden: 403,
  wrongOrigin: 403,
  notFound: 404,
  conflict: 409,
  idempotencyKeyReused: 409,
  lastOwner: 409,
  tooLarge: 413,
  notJson: 415,
  tooMany: 429,
  'session.wrong': 401,
  'session.slowDown': 429,
  'session.busy': 503,
  'session.notFound': 404,
  'session.notIn': 409,
  'session.codeWrong': 401,
  'session.ticketOver': 401,
  'session.passkeyWrong': 401,
  'session.proveAgain': 403,
  'profile.wrongPassword': 403,
  'profile.codeWrong': 403,
  'profile.twoStepIsOn': 409,
  'profile.twoStepIsOff': 409,
  'profile.passkeysNotHere': 409,
  'profile.tooManyPasskeys': 409,
  'profile.lastWayIn': 409,
  'profile.nothingToRemove': 409,
  'profile.addressLinkOver': 410,
  'profile.addressTaken': 409,
  'activation.unknown': 404,
  'activation.notYet': 409,
  'activation.expired': 410,
  'activation.replaced': 410,
  'activation.used': 409,
  'activation.revoked': 410,
  'activation.deactivated': 403,
  'activation.notActive': 409,
  'activation.noAddress': 409,
  'setup.closed': 409,
  'setup.wrongCode': 403,
  'setup.codeExpired': 403,
  'setup.slowDown': 429,
  'keys.notFound': 404,
  'groups.notFound': 404,
  'groups.nameTaken': 409,
  'imports.notFound': 404,
  'imports.wrongState': 409,
  'imports.planChanged': 409,
  'mail.notUnknown': 409,
  'mailbox.closed': 409,
  'welcome.notNow': 409,
  'arrivals.notWaiting': 409,
  'acts.passedOver': 409,
  'keys.tooMuch': 403,
  'users.notFound': 404,
  'views.notFound': 404,
  'views.nameTaken': 409,
  'users.emailTaken': 409,
  'users.takenElsewhere': 409,
  'users.userNameTaken': 409,
  'users.externalIdTaken': 409,
  'users.stronger': 403,
  'users.inProfile': 403,
  'users.limitUnknown': 409,
  'users.selectionChanged': 409,
};

export function statusOf(code: ErrorCode): number {
  return STATUS[code] ?? 400;
}

/** Any thrown thing → a refusal with a code; what nobody foresaw is logged once, under a reference number. */
export function asAppError(error: unknown, app: Pick<App, 'log'>): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof UnknownTenant) return new AppError('notFound');
  const fault = faultOf(error);
  if (fault) return fault;
  const reference = newId().slice(-12);
  app.log.error({ reference, err: error }, 'unforeseen error');
  return new AppError('internal', { reference });
}

/** RFC 9457: `type`, `title`, `status`, `detail` in the reader's language, our stable `code`, and `errors` per field. */
export function problemResponse(error: AppError, app: Pick<App, 'words'>, locale: Locale): Response {
  const status = statusOf(error.code);
  const say = (code: ErrorCode, details: ErrorDetails) => sentence(app, locale, code, details);
  const body = {
    type: 'about:blank',
    title: error.code,
    status,
    code: error.code,
    detail: say(error.code, error.details),
    details: error.details,
    errors: error.fields.map((field: FieldError) => ({ ...field, detail: say(field.code, field.details ?? {}) })),
  };
  const headers: Record<string, string> = {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
  };
  if (typeof error.details.seconds === 'number') headers['retry-after'] = String(Math.ceil(error.details.seconds));
  return new Response(JSON.stringify(body), { status, headers });
}

export function sentence(app: Pick<App, 'words'>, locale: Locale, code: ErrorCode, details: ErrorDetails): string {
  const t = translator(locale, app.words[locale]) as unknown as (key: string, values: ErrorDetails) => string;
  return t(`errors.${code}`, details);
}
