import { SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { useTranslations } from 'use-intl';

/** Light, dark, or as the device is set. */
export function SchemeSwitch() {
  const t = useTranslations('ui.scheme');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      fullWidth
      size="xs"
      aria-label={t('label')}
      value={colorScheme}
      onChange={(value) => setColorScheme(value as 'light' | 'dark' | 'auto')}
      data={[
        { value: 'light', label: t('light') },
        { value: 'dark', label: t('dark') },
        { value: 'auto', label: t('auto') },
      ]}
    />
  );
}
