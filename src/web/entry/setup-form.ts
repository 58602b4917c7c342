import type { SetupFacts } from '../../contract/setup.ts';
import { parseEmailAddress } from '../../kernel/email-address.ts';
import type { Locale } from '../../kernel/locale.ts';
import type { Translator } from '../../kernel/messages.ts';
import type { Refusal } from './call-api.ts';
import { passwordRefusal } from './password-field.tsx';

export const STEPS = ['place', 'owner', 'mail', 'start'] as const;
export type Step = (typeof STEPS)[number];

export interface SetupForm {
  tenantName: string;
  locale: Locale;
  publicUrl: string;
  firstName: string;
  lastName: string;
  email: string;
  password: string;
  /** Nothing is chosen for the person: an empty text until they do. */
  opens: '' | 'on' | 'off';
  start: 'empty' | 'sample';
}
export type Gaps = Partial<Record<keyof SetupForm, string>>;

export const emptySetup = (locale: Locale, facts: SetupFacts): SetupForm => ({
  tenantName: '',
  locale,
  publicUrl: facts.publicUrlFixed ? facts.publicUrl : location.origin,
  firstName: '',
  lastName: '',
  email: '',
  password: '',
  opens: '',
  start: 'empty',
});

const isWebAddress = (text: string): boolean => {
  try {
    const { protocol, hostname } = new URL(text.trim());
    return (protocol === 'https:' || protocol === 'http:') && hostname !== '';
  } catch {
    return false;
  }
};

/** What is still missing or wrong in one step, as sentences by field. */
export function gapsOf(step: Step, form: SetupForm, t: Translator, own: readonly string[]): Gaps {
  const gaps: Gaps = {};
  const need = (...names: ('tenantName' | 'firstName' | 'lastName' | 'email')[]) => {
    for (const name of names) if (form[name].trim() === '') gaps[name] = t('entry.required');
  };
  if (step === 'place') {
    need('tenantName');
    if (!isWebAddress(form.publicUrl)) gaps.publicUrl = t('errors.setup.publicUrl');
  }
  if (step === 'owner') {
    need('firstName', 'lastName', 'email');
    if (!gaps.email && !parseEmailAddress(form.email).ok) gaps.email = t('entry.notAnAddress');
    const refusal = passwordRefusal(t, form.password, own);
    if (refusal) gaps.password = refusal;
  }
  if (step === 'mail' && form.opens === '') gaps.opens = t('entry.setup.opensChoose');
  return gaps;
}

/** The step that holds what the server refused, so that the person stands in front of it. */
export function stepOf(refusal: Refusal): Step | undefined {
  if (refusal.code === 'setup.publicUrl') return 'place';
  if (refusal.code.startsWith('password.') || refusal.code.startsWith('email.')) return 'owner';
  const field = refusal.fields[0]?.path.split('.').at(-1) ?? '';
  if (['tenantName', 'publicUrl', 'locale'].includes(field)) return 'place';
  if (['firstName', 'lastName', 'email', 'password'].includes(field)) return 'owner';
  return undefined;
}
