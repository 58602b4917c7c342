import type { Ref } from 'react';
import { Field } from './parts.tsx';
import { useEntry } from './words.tsx';

/** Who somebody is, in their own words: an e-mail address or a user name. */
export function IdentifierField(props: {
  value: string;
  onChange: (text: string) => void;
  problem: string | undefined;
  inputRef: Ref<HTMLInputElement>;
}) {
  const { t } = useEntry();
  return (
    <Field
      {...props}
      label={t('entry.logIn.email')}
      hint={t('entry.logIn.emailHint')}
      name="username"
      type="text"
      inputMode="email"
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
    />
  );
}
