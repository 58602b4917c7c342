/** What proves a person beside a password: codes of an app, recovery codes, passkeys. Who may ask for them is decided elsewhere. */

export { deletePasskeys, listPasskeys, renamePasskeyRow } from './passkey-store.ts';
export {
  type Answered,
  type Ask,
  askForNewPasskey,
  askForPasskey,
  keepPasskey,
  passkeyPlace,
  personOfPasskey,
} from './passkeys.ts';
export {
  asksForCode,
  beginTwoStep,
  confirmTwoStep,
  makeRecoveryCodes,
  removeTwoStep,
  showTwoStep,
  takeCode,
} from './two-step.ts';
