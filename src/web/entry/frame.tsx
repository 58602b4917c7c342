import { type ReactNode, useEffect, useRef } from 'react';
import { isLocale, LOCALE_NAMES, LOCALES } from '../../kernel/locale.ts';
import { useEntry } from './words.tsx';

/** One page: who invites, one title, one question, and at the foot what is valid until when and the language. */
export function Frame(props: {
  title: string;
  children: ReactNode;
  foot?: string | undefined;
  rail?: { step: number; count: number };
}) {
  const { page, t, choose } = useEntry();
  const title = useRef<HTMLHeadingElement>(null);
  const shown = useRef(props.title);
  const name = page.tenant?.name ?? 'Welkom';
  useEffect(() => {
    document.title = `${props.title} · ${name}`;
  }, [props.title, name]);
  useEffect(() => {
    // Another page took the place of the one before: whoever listens instead of looking must hear it.
    if (shown.current !== props.title && document.activeElement === document.body) title.current?.focus();
    shown.current = props.title;
  }, [props.title]);
  return (
    <div className="frame">
      <header className="brand">
        {page.tenant?.logo ? <img className="logo" src={page.tenant.logo} alt="" /> : <Mark />}
        <span>{name}</span>
      </header>
      <main>
        {props.rail && (
          <div
            className="rail"
            role="img"
            aria-label={t('entry.setup.step', { step: String(props.rail.step), count: String(props.rail.count) })}
          >
            {Array.from({ length: props.rail.count }, (_, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the bars of a fixed row
              <i key={index} className={index < (props.rail?.step ?? 0) ? 'done' : ''} />
            ))}
          </div>
        )}
        <h1 ref={title} tabIndex={-1}>
          {props.title}
        </h1>
        {props.children}
      </main>
      <footer>
        <span>{props.foot}</span>
        <label className="language">
          <span className="unseen">{t('entry.language')}</span>
          <select
            value={page.locale}
            onChange={(event) => {
              if (isLocale(event.target.value)) choose(event.target.value);
            }}
          >
            {LOCALES.map((locale) => (
              <option key={locale} value={locale} lang={locale}>
                {LOCALE_NAMES[locale]}
              </option>
            ))}
          </select>
        </label>
      </footer>
    </div>
  );
}

function Mark() {
  return (
    <svg className="logo" viewBox="0 0 26 26" aria-hidden="true">
      <path d="M0 8a8 8 0 0 1 8-8h10a8 8 0 0 1 8 8v15a3 3 0 0 1-3 3H3a3 3 0 0 1-3-3Z" fill="var(--brand)" />
      <rect x="17" y="13" width="3" height="4" rx="1.4" fill="var(--brand-glint)" />
    </svg>
  );
}
