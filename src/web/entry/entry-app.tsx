import { useEffect, useMemo, useState } from 'react';
import type { EntryPage } from '../../contract/setup.ts';
import type { Locale } from '../../kernel/locale.ts';
import { applyBrand } from '../ui/brand.ts';
import { callApi } from './call-api.ts';
import { ConfirmPage } from './confirm-page.tsx';
import { ForgotPage } from './forgot-page.tsx';
import { Frame } from './frame.tsx';
import { LinkPage } from './link-page.tsx';
import { LogInPage } from './log-in-page.tsx';
import { type PageAddress, readPageAddress } from './page-address.ts';
import { SetupPage } from './setup-page.tsx';
import { type Entry, EntryContext, useEntry, wordsOf } from './words.tsx';

export function EntryApp(props: { address: PageAddress; page: EntryPage }) {
  const [page, setPage] = useState(props.page);
  const [address, setAddress] = useState(props.address);
  const [chose, setChose] = useState(false);
  // Typed once, kept between logging in and asking for help.
  const [identifier, setIdentifier] = useState('');

  useEffect(() => {
    const read = () => setAddress(readPageAddress(location, history));
    addEventListener('popstate', read);
    addEventListener('hashchange', read);
    return () => {
      removeEventListener('popstate', read);
      removeEventListener('hashchange', read);
    };
  }, []);
  useEffect(() => {
    document.documentElement.lang = page.locale;
  }, [page.locale]);
  useEffect(() => {
    if (page.tenant) applyBrand(page.tenant.brandColor);
  }, [page.tenant]);

  const entry = useMemo((): Entry => {
    const speak = async (locale: Locale) => {
      if (locale !== page.locale) setPage(await callApi.entry(locale));
    };
    return {
      page,
      t: wordsOf(page),
      chose,
      speak,
      choose: (locale) => {
        setChose(true);
        // biome-ignore lint/suspicious/noDocumentCookie: the only place to tell the server before it writes the page
        document.cookie = `welkom_locale=${locale}; path=/; max-age=31536000; samesite=lax`;
        speak(locale).catch(() => undefined);
      },
      go: (path) => {
        history.pushState(null, '', path);
        setAddress(readPageAddress(location, history));
      },
    };
  }, [page, chose]);

  return (
    <EntryContext value={entry}>
      <Page address={address} identifier={identifier} onIdentifier={setIdentifier} />
    </EntryContext>
  );
}

function Page(props: { address: PageAddress; identifier: string; onIdentifier: (text: string) => void }) {
  const { page, t } = useEntry();
  const { address } = props;
  if (address.page === 'setup') return <SetupPage code={address.code} />;
  if (page.setupOpen) {
    return (
      <Frame title={t('entry.setup.waitingTitle')}>
        <p className="lead">{t('entry.setup.waiting')}</p>
      </Frame>
    );
  }
  switch (address.page) {
    case 'login':
      return <LogInPage {...props} />;
    case 'forgot':
      return <ForgotPage {...props} />;
    case 'confirm':
      return <ConfirmPage key={`${address.id}${address.secret}`} link={{ id: address.id, secret: address.secret }} />;
    default: {
      const purpose = address.page === 'activate' ? 'activation' : 'reset';
      return <LinkPage key={`${address.id}${address.secret}`} link={{ purpose, id: address.id, secret: address.secret }} />;
    }
  }
}
