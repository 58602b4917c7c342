import { Avatar } from '../../ui/avatar.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Funnel } from '../../ui/funnel.tsx';
import { HelpHint } from '../../ui/help-hint.tsx';
import { Mark } from '../../ui/mark.tsx';
import { ExactMoment, Moment, ShortMoment } from '../../ui/moment.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Rail } from '../../ui/rail.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Stepper } from '../../ui/stepper.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import styles from './dev-page.module.css';

const link = (to: string) =>
  function Anchor({ className, children }: { className?: string; children: React.ReactNode }) {
    return (
      <a href={to} className={className}>
        {children}
      </a>
    );
  };
const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();

export function DevSigns() {
  return (
    <>
      <div className={styles.row}>
        <Rail steps={['done', 'done', 'done', 'done', 'done']} words="Active since 18 Nov" />
        <Rail steps={['done', 'done', 'done', 'look', 'idle']} words="Page visited, 2 hours ago" tone="amber" />
        <Rail steps={['done', 'done', 'stuck', 'idle', 'idle']} words="Not accepted: no such mailbox" tone="red" />
        <Rail steps={['done', 'idle', 'idle', 'idle', 'idle']} words="Not invited yet" />
        <Rail steps={['done', 'done', 'done', 'look', 'idle']} words="Large: link expired on 15 Nov" tone="amber" size="large" />
      </div>
      <Funnel
        label="How far everybody has come"
        stations={[
          { id: 'a', number: '1,200', label: 'added', share: 1, link: link('#a') },
          {
            id: 'b',
            number: '1,142',
            label: 'welcome e-mail sent',
            share: 0.95,
            link: link('#b'),
            notes: [{ text: '30 without e-mail', link: link('#c') }],
          },
          {
            id: 'c',
            number: '1,128',
            label: 'accepted by the mail server',
            share: 0.94,
            link: link('#d'),
            chosen: true,
            notes: [{ text: '14 undeliverable', tone: 'red' }],
          },
          { id: 'd', number: '0', label: 'page visited', share: 0 },
          { id: 'e', label: 'not known yet', share: 0 },
        ]}
      />
      <div className={styles.row}>
        <StatusBadge>Plain</StatusBadge>
        <StatusBadge tone="good">Works</StatusBadge>
        <StatusBadge tone="amber">External</StatusBadge>
        <StatusBadge tone="red">Undeliverable</StatusBadge>
        <StatusBadge tone="brand">Brand</StatusBadge>
        <Avatar name="Anna Jansen" />
        <Avatar name="Børje van der Østerhof" size={44} />
        <Mark />
        <Mark size={44} />
        <span>
          <Moment at={hoursAgo(0)} /> · <Moment at={hoursAgo(3)} /> · <Moment at={hoursAgo(3000)} /> ·{' '}
          <ShortMoment at={hoursAgo(30)} /> · <ExactMoment at={hoursAgo(30)} />
        </span>
        <span>
          Hard part <HelpHint about="the hard part">A few sentences that explain it, where they are needed.</HelpHint>
        </span>
      </div>
      <Banner tone="good" onClose={() => undefined}>
        Anna Jansen has been created. The welcome e-mail is on its way.
      </Banner>
      <Banner tone="amber" action={<a href="#x">Look</a>}>
        The mail server cannot be reached. Mails wait and go on by themselves.
      </Banner>
      <Banner tone="red">This address already belongs to Anna Jansen.</Banner>
      <Banner>Mails are kept in the mailbox here and reach nobody.</Banner>
      <div className={styles.two}>
        <ProgressBar label="Sending" share={0.62} note="744 of 1,200 · about 2 minutes left" />
        <ProgressBar label="Paused" share={0.3} tone="amber" note="360 of 1,200" />
        <ProgressBar label="Stopped" share={0.1} tone="red" />
        <ProgressBar label="Nobody knows how long" share={null} />
      </div>
      <br />
      <Stepper
        label="Import"
        now="columns"
        onBack={() => undefined}
        steps={[
          { id: 'file', label: 'File' },
          { id: 'columns', label: 'Columns' },
          { id: 'check', label: 'Dry run' },
          { id: 'done', label: 'Result' },
        ]}
      />
      <Timeline
        label="What happened"
        entries={[
          { id: '1', state: 'done', what: 'Added (import)', when: '15 Oct 2026, 10:52' },
          {
            id: '2',
            state: 'look',
            what: 'The mail server asked to come back later',
            when: '19 Nov 2026, 09:52',
            more: { label: 'In the mail server’s own words', text: '451 4.7.1 greylisted, try later' },
          },
          { id: '3', state: 'stuck', what: 'Not accepted', when: '19 Nov 2026, 10:52' },
          { id: '4', state: 'idle', what: 'The link works until then', when: '3 Dec 2026' },
        ]}
      />
    </>
  );
}
