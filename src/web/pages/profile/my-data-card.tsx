import { Button } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { Card } from '../../ui/card.tsx';

/** Everything that is kept about me, to take along. */
export function MyDataCard() {
  const t = useTranslations('profile.myData');
  return (
    <Card title={t('title')} words={t('words')}>
      <Button variant="default" component="a" href="/api/v1/profile/my-data" download>
        {t('download')}
      </Button>
    </Card>
  );
}
