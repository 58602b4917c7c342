import type { MailStateName } from '../../contract/mail.ts';
import type { MailId, TenantId, UserId, WaveId } from '../../kernel/ids.ts';
import type { Locale } from '../../kernel/locale.ts';
import type { App, Scope } from '../../platform/scope.ts';
import type { Meaning } from '../../platform/smtp/index.ts';
import type { Letter } from './letter/compile-letter.ts';

/** 0: somebody waits for it. 1: reminders. 2: bulk. */
export type Lane = 0 | 1 | 2;

/** Ids and dates that a mail's kind needs to write it, the same each time. Never a secret, never a link. */
export type MailContent = Record<string, string | number | boolean | null>;

/** A mail to be put in the outbox. */
export interface NewMail {
  readonly kind: string;
  readonly to: { readonly address: string; readonly name: string };
  readonly userId?: UserId;
  readonly locale: Locale;
  /** 0 (somebody waits for it) unless told. */
  readonly lane?: Lane;
  readonly batchId?: WaveId;
  readonly content?: MailContent;
  /** At once unless told. */
  readonly dueAt?: Date;
  /** A second mail with the same key is not written: a double click, a job that ran twice. */
  readonly dedupeKey?: string;
  /** The picture that tells of an opening goes in only when the environment measures it, and never with `false`. */
  readonly measureOpen?: boolean;
}

/** A mail as it stands in the outbox. */
export interface PostedMail {
  readonly id: MailId;
  readonly tenantId: TenantId;
  readonly kind: string;
  readonly userId: UserId | null;
  readonly to: { readonly address: string; readonly name: string };
  readonly locale: Locale;
  readonly content: MailContent;
  readonly dueAt: Date;
  readonly openId: string | null;
}

/** What fills the slots: each variable's value, and the one link behind the button. */
export interface Fills {
  readonly link?: string;
  readonly [variable: string]: string | undefined;
}

/** A letter and what fills it; or why this mail is no longer wanted. */
export type Composed =
  | {
      readonly letter: Letter;
      readonly fills: Fills;
      /** Its text ships with the product, and may have been worded otherwise by the version of then. */
      readonly shipped?: boolean;
    }
  | { readonly notWanted: string };

/** How a mail ended, told to its kind once the outbox has written it down. */
export interface MailFate {
  readonly mailId: MailId;
  readonly userId: UserId | null;
  readonly address: string;
  readonly state: Exclude<MailStateName, 'queued'>;
  readonly at: Date;
  readonly meaning: Meaning | null;
  /** true: the server says that there is no such address. */
  readonly addressIsDead: boolean;
  /** The server's own words. */
  readonly words: string | null;
}

/** One kind of mail. The features that send it define it; main gathers the definitions. */
export interface MailDefinition {
  readonly kind: string;
  /**
   * Writes mails of one tenant, in bulk, at the moment they leave or are looked at in the mailbox. The links exist only in what is answered.
   * Whoever is no longer to get it is answered with `notWanted`; `looking`: it is only looked at, whatever became of its link.
   */
  readonly compose: (
    app: App,
    scope: Scope,
    mails: readonly PostedMail[],
    looking: boolean,
  ) => Promise<ReadonlyMap<MailId, Composed>>;
  /** Told at least once per end; telling twice must equal telling once. */
  readonly settled?: (scope: Scope, fates: readonly MailFate[]) => Promise<void>;
}

export const defineMail = (kind: string, definition: Omit<MailDefinition, 'kind'>): MailDefinition => ({ kind, ...definition });

export type MailKinds = ReadonlyMap<string, MailDefinition>;

export const mailKinds = (definitions: readonly MailDefinition[]): MailKinds =>
  new Map(definitions.map((one) => [one.kind, one]));
