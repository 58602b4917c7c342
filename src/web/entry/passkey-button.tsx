import { callApi, Refusal } from './call-api.ts';
import { Notice, useAct } from './parts.tsx';
import { goOn } from './second-step.tsx';
import { useEntry } from './words.tsx';

type Ask = Parameters<typeof PublicKeyCredential.parseRequestOptionsFromJSON>[0];

/** Passkeys need https (or this very machine), a name, not a number, and a browser that reads the server's question as JSON. */
const possible = (): boolean =>
  typeof PublicKeyCredential !== 'undefined' &&
  'parseRequestOptionsFromJSON' in PublicKeyCredential &&
  !/^[\d.]+$|^\[/.test(location.hostname);

/** Another way in, for whoever has a passkey: not the page's question, so not its button. */
export function PasskeyButton() {
  const { t } = useEntry();
  const { run, problem, sentence } = useAct();
  if (!possible()) return null;
  const use = () =>
    run(async () => {
      const { id, options } = await callApi.askPasskey({});
      const asked = PublicKeyCredential.parseRequestOptionsFromJSON(options as unknown as Ask);
      const credential = await navigator.credentials.get({ publicKey: asked });
      if (!(credential instanceof PublicKeyCredential)) return;
      const response = credential.toJSON() as unknown as Parameters<typeof callApi.logInWithPasskey>[0]['response'];
      await callApi.logInWithPasskey({ id, response });
      goOn();
    });
  return (
    <>
      <button type="button" className="way" onClick={() => void use()}>
        {t('entry.passkey.use')}
      </button>
      {problem !== undefined && <Notice tone="bad">{problem instanceof Refusal ? sentence : t('entry.passkey.stopped')}</Notice>}
    </>
  );
}
