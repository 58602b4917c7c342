import { type ReactNode, useState } from 'react';
import { applyBrand } from '../../ui/brand.ts';
import { PageFrame } from '../../ui/page-frame.tsx';
import { SchemeSwitch } from '../../ui/scheme-switch.tsx';
import { DevDialogs } from './dev-dialogs.tsx';
import { DevForms } from './dev-forms.tsx';
import styles from './dev-page.module.css';
import { DevSigns } from './dev-signs.tsx';
import { DevTables } from './dev-tables.tsx';

const colours = [
  'paper',
  'card',
  'sunk',
  'ink',
  'dim',
  'line',
  'line-strong',
  'field',
  'idle',
  'brand',
  'brand-hover',
  'brand-soft',
  'good',
  'good-soft',
  'amber',
  'amber-soft',
  'red',
  'red-soft',
  'float',
];
const brands = ['#1e5b49', '#e30613', '#f39200', '#ffcc00', '#009fe3', '#5c2d91', '#808080'];
const parts = ['colours', 'type', 'signs', 'tables', 'forms', 'dialogs'] as const;

/** Every piece in every state, in both schemes and in any brand. Only while developing. */
export function DevPage() {
  const [brand, setBrand] = useState(brands[0]);
  return (
    <>
      <header className={styles.top}>
        <strong>ui</strong>
        <nav aria-label="Parts">
          {parts.map((part) => (
            <a key={part} href={`#${part}`}>
              {part}
            </a>
          ))}
        </nav>
        <select
          aria-label="Brand"
          value={brand}
          onChange={(event) => {
            setBrand(event.currentTarget.value);
            applyBrand(event.currentTarget.value);
          }}
        >
          {brands.map((colour) => (
            <option key={colour}>{colour}</option>
          ))}
        </select>
        <SchemeSwitch />
      </header>
      <main>
        <PageFrame
          title="Every piece"
          count="in every state"
          intro="What pages are made of. Nothing here knows what the product is about."
        >
          <Part id="colours">
            <div className={styles.row}>
              {colours.map((colour) => (
                <div key={colour} className={styles.swatch}>
                  <i style={{ background: `var(--${colour})` }} />
                  {colour}
                </div>
              ))}
            </div>
          </Part>
          <Part id="type">
            <p className={styles.serif}>Welkom. 1.234.567</p>
            <p>Inter for everything that works: Børje van der Østerhof, Łukasz Żółć, 0123456789, info@zorg-groep.example.</p>
            <p style={{ color: 'var(--dim)' }}>Dim, for what stands beside.</p>
          </Part>
          <Part id="signs">
            <DevSigns />
          </Part>
          <Part id="tables">
            <DevTables />
          </Part>
          <Part id="forms">
            <DevForms />
          </Part>
          <Part id="dialogs">
            <DevDialogs />
          </Part>
        </PageFrame>
      </main>
    </>
  );
}

function Part({ id, children }: { id: (typeof parts)[number]; children: ReactNode }) {
  return (
    <section className={styles.section} id={id} aria-labelledby={`${id}-head`}>
      <h2 id={`${id}-head`}>{id}</h2>
      {children}
    </section>
  );
}
