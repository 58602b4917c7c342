import { createRoot } from 'react-dom/client';
import '../ui/fonts.css';
import '../ui/tokens.css';
import './entry.css';
import type { EntryPage } from '../../contract/setup.ts';
import { callApi } from './call-api.ts';
import { EntryApp } from './entry-app.tsx';
import { readPageAddress } from './page-address.ts';

const address = readPageAddress(location, history);

/** The server writes what the page needs into it; a development server does not, so then it is asked for. */
async function entryPage(): Promise<EntryPage> {
  const written = document.getElementById('entry-page')?.textContent?.trim();
  return written ? JSON.parse(written) : await callApi.entry(/(?:^|; )welkom_locale=(\w+)/.exec(document.cookie)?.[1]);
}

const root = document.getElementById('root');
if (root) createRoot(root).render(<EntryApp address={address} page={await entryPage()} />);
