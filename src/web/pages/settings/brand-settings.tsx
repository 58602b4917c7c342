import { ColorInput } from '@mantine/core';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { Banner } from '../../ui/banner.tsx';
import { type BrandScheme, brandFrom, defaultBrand } from '../../ui/brand.ts';
import { Card } from '../../ui/card.tsx';
import { contrast, luminance, parseHex } from '../../ui/colour.ts';
import { Form } from '../../ui/form.tsx';
import { SaveButton } from '../../ui/save-button.tsx';
import styles from './brand-settings.module.css';
import { type Settings, useSave } from './use-save.ts';

const surfaces = {
  light: { '--p-card': '#ffffff', '--p-line': '#e8e4da', '--p-ink': '#1b2421', '--p-dim': '#5a645f' },
  dark: { '--p-card': '#1a211e', '--p-line': '#2a332f', '--p-ink': '#e9edea', '--p-dim': '#9da9a3' },
} as const;

/** The brand colour, with what becomes of it in light and dark before it is saved. */
export function BrandSettings({ settings, locked }: { settings: Settings; locked: boolean }) {
  const t = useTranslations('settings.brand');
  const { save, busy, saves, fields, failed, error } = useSave(settings.version);
  const [colour, setColour] = useState(settings.brandColor);
  const given = parseHex(colour);
  const brand = brandFrom(colour);
  const submit = (): void => {
    if (given !== null) save({ brandColor: given });
  };
  return (
    <Card title={t('title')} words={t('words')}>
      <Form onSubmit={submit} error={error} className={styles.grid}>
        <div className={styles.form}>
          <ColorInput
            label={t('colour')}
            description={t('colourHelp')}
            value={colour}
            onChange={setColour}
            format="hex"
            withEyeDropper={false}
            swatches={[defaultBrand, '#1f4e8c', '#5c2d91', '#a3195b', '#b3261e', '#8a4b08', '#2f6b2f', '#3b4541']}
            error={given === null ? t('noColour') : fields.brandColor}
            disabled={locked}
            popoverProps={{ withinPortal: false }}
          />
          {failed === null ? null : <Banner tone="red">{failed}</Banner>}
          {locked ? null : (
            <SaveButton saves={saves} busy={busy} disabled={given === null || given === settings.brandColor.toLowerCase()} />
          )}
        </div>
        {brand === null ? null : (
          <div className={styles.previews}>
            <Preview scheme="light" of={brand.light} given={given} />
            <Preview scheme="dark" of={brand.dark} given={given} />
          </div>
        )}
      </Form>
    </Card>
  );
}

function Preview({ scheme, of, given }: { scheme: 'light' | 'dark'; of: BrandScheme; given: string | null }) {
  const t = useTranslations('settings.brand');
  const ui = useTranslations('ui.contrast');
  const format = useFormatter();
  const ratio = contrast(of.on, of.fill);
  const moved = given === null || of.fill === given ? 'good' : luminance(of.fill) < luminance(given) ? 'darker' : 'lighter';
  const style: Record<string, string> = {
    ...surfaces[scheme],
    '--p-fill': of.fill,
    '--p-on': of.on,
    '--p-soft': of.soft,
    '--p-text': of.text,
  };
  return (
    <div className={styles.preview} style={style}>
      <span className={styles.scheme}>{ui(scheme)}</span>
      <span className={styles.button}>{t('button')}</span>
      <span className={styles.chosen}>{t('chosen')}</span>
      <span className={styles.link}>{t('link')}</span>
      <span className={styles.verdict}>
        <strong>{t('contrast', { ratio: format.number(ratio, { maximumFractionDigits: 1 }) })}</strong> {ui(moved)}
      </span>
    </div>
  );
}
