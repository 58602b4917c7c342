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

/** Asks until there is an answer; meanwhile the page says so, in every language: it has no words of its own yet. */
async function untilAnswered(root: HTMLElement): Promise<EntryPage> {
  for (;;) {
    try {
      return await entryPage();
    } catch {
      const sentence = document.getElementById('no-answer') as HTMLTemplateElement | null;
      if (sentence && !root.firstChild) root.append(sentence.content.cloneNode(true));
      await new Promise((resolve) => setTimeout(resolve, 3000));
    }
  }
}

const root = document.getElementById('root');
if (root) {
  const page = await untilAnswered(root);
  root.replaceChildren();
  createRoot(root).render(<EntryApp address={address} page={page} />);
}
