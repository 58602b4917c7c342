import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import type { MyProfile } from '../../../contract/profile.ts';
import { useErrorWords } from '../../error-words.ts';
import { Banner } from '../../ui/banner.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { AboutMe } from './about-me.tsx';
import { AddressCard } from './address-card.tsx';
import { DevicesCard } from './devices-card.tsx';
import { MyDataCard } from './my-data-card.tsx';
import { NotificationsCard } from './notifications-card.tsx';
import { PasskeysCard } from './passkeys-card.tsx';
import { PasswordCard } from './password-card.tsx';
import { PhotoCard } from './photo-card.tsx';
import styles from './profile-page.module.css';
import { PARTS, type Part } from './profile-search.ts';
import { ProofGate } from './proof.tsx';
import { TwoStepCard } from './two-step-card.tsx';
import { profileQuery } from './use-profile.ts';

const route = getRouteApi('/shell/profile');

/** The own account: who I am here, how I log in and where, and which mails I get. */
export function ProfilePage() {
  const t = useTranslations('profile');
  const { say } = useErrorWords();
  const { part = 'about' } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error } = useQuery(profileQuery);
  return (
    <PageFrame title={t('title')} width="narrow">
      {error === null ? null : <Banner tone="red">{say(error)}</Banner>}
      {data === undefined ? null : (
        <ProofGate profile={data}>
          <Tabs
            value={part}
            onChange={(next) => void navigate({ search: next === 'about' ? {} : { part: next as Part }, replace: true })}
            keepMounted={false}
          >
            <Tabs.List className={styles.tabs ?? ''} aria-label={t('title')}>
              {PARTS.map((name) => (
                <Tabs.Tab key={name} value={name}>
                  {t(`parts.${name}`)}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            {PARTS.map((name) => (
              <Tabs.Panel key={name} value={name} pt={20}>
                <PartOf name={name} profile={data} />
              </Tabs.Panel>
            ))}
          </Tabs>
        </ProofGate>
      )}
    </PageFrame>
  );
}

function PartOf({ name, profile }: { name: Part; profile: MyProfile }) {
  switch (name) {
    case 'about':
      return (
        <>
          <AboutMe key={profile.version} profile={profile} />
          <PhotoCard profile={profile} />
          <AddressCard profile={profile} />
        </>
      );
    case 'access':
      return (
        <>
          <PasswordCard profile={profile} />
          <TwoStepCard profile={profile} />
          <PasskeysCard profile={profile} />
          <DevicesCard />
        </>
      );
    case 'mails':
      return (
        <>
          <NotificationsCard profile={profile} />
          <MyDataCard />
        </>
      );
  }
}
