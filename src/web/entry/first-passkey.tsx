import { callApi, Refusal } from './call-api.ts';
import type { Link } from './look-at-link.tsx';
import { Notice, useAct } from './parts.tsx';
import { useEntry } from './words.tsx';

type Ask = Parameters<typeof PublicKeyCredential.parseCreationOptionsFromJSON>[0];

/** Passkeys need https (or this very machine), an address with a name, and a browser that reads the server's question as JSON. */
const possible = (): boolean =>
  typeof PublicKeyCredential !== 'undefined' &&
  'parseCreationOptionsFromJSON' in PublicKeyCredential &&
  !/^[\d.]+$|:/.test(location.hostname);

/** The way in for whoever would rather have no password: not the page's question, so not its button. */
export function FirstPasskey({ link, onOver }: { link: Link; onOver: () => void }) {
  const { t } = useEntry();
  const { run, problem, sentence } = useAct();
  if (!possible()) return null;
  const make = () =>
    run(async () => {
      const shown = { id: link.id, secret: link.secret };
      try {
        const { id, options } = await callApi.askFirstPasskey(shown);
        const asked = PublicKeyCredential.parseCreationOptionsFromJSON(options as unknown as Ask);
        const made = await navigator.credentials.create({ publicKey: asked });
        if (!(made instanceof PublicKeyCredential)) return;
        const response = made.toJSON() as unknown as Parameters<typeof callApi.activateWithPasskey>[0]['response'];
        const { next } = await callApi.activateWithPasskey({ ...shown, askId: id, name: t('entry.passkey.first'), response });
        location.replace(next);
      } catch (refusal) {
        if (refusal instanceof Refusal && refusal.code.startsWith('activation.')) return onOver();
        throw refusal;
      }
    });
  return (
    <>
      <button type="button" className="way" onClick={() => void make()}>
        {t('entry.passkey.instead')}
      </button>
      {problem !== undefined && <Notice tone="bad">{problem instanceof Refusal ? sentence : t('entry.passkey.notMade')}</Notice>}
    </>
  );
}
