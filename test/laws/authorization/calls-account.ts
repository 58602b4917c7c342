import { json, none, type Row, thing, user } from './rows.ts';
import { PASSWORD, PNG } from './world.ts';

const passkey = { id: 'x', rawId: 'x', type: 'public-key' };
const made = { ...passkey, response: { clientDataJSON: 'e30', attestationObject: 'oA' } };
const signed = { ...passkey, response: { clientDataJSON: 'e30', authenticatorData: 'AA', signature: 'AA' } };

/** The own account, its proofs, and what ends it. */
export const ACCOUNT_CALLS: Record<string, Row> = {
  'audit.verify': none(({ fresh }) => ({ json: { id: fresh() } })),
  'audit.verifications': none(),
  'audit.cancelVerification': thing('verification', json({})),
  'activation.askPasskey': none(({ here }) => ({ json: here.activation })),
  'activation.activateWithPasskey': none(({ here, fresh }) => ({
    json: { ...here.activation, askId: fresh(), name: 'Phone', response: made },
  })),
  'devices.ofUser': user(),
  'devices.end': {
    about: 'device',
    send: ({ id, relation, as, here }) => ({ params: { id: relation === 'own' ? as.userId : here.peer, deviceId: id } }),
  },
  'devices.end#user': user(({ id, here }) => ({ params: { id, deviceId: here.device } })),
  'groups.ofUser': user(),
  'groups.handOver': user(({ here }) => ({ json: { to: here.founder } })),
  'groups.handOver#to': user(({ id, here }) => ({ params: { id: here.founder }, json: { to: id } })),
  'leaving.about': user(),
  'leaving.erase': user(() => ({ json: { name: 'Robin member' } }), 'gone'),
  'profile.show': none(),
  'profile.change': none(({ as, version }) => ({ json: { version: version(as.userId), timeZone: 'Europe/Berlin' } })),
  'profile.notify': none(json({ groupMails: false })),
  'profile.putPhoto': none(() => ({ raw: Buffer.concat([PNG, Buffer.from('another')]) })),
  'profile.removePhoto': none(),
  'profile.photo': user(),
  'profile.changePassword': none(json({ current: PASSWORD, password: 'kraanvogel zolder trompet', endOthers: false })),
  'profile.myData': none(),
  'profile.changeAddress': none(({ fresh }) => ({ json: { email: `${fresh()}@welkom.example` } })),
  'profile.dropAddress': none(),
  'profile.beginTwoStep': none(json({})),
  'profile.confirmTwoStep': none(json({ code: '000000' })),
  'profile.newCodes': none(json({})),
  'profile.endTwoStep': none(),
  'profile.proofsOf': user(),
  'profile.removeProofsOf': user(),
  'profile.askPasskey': none(json({})),
  'profile.keepPasskey': none(({ fresh }) => ({ json: { id: fresh(), name: 'Phone', response: made } })),
  'profile.renamePasskey': { about: 'passkey', send: json({ name: 'Old phone' }) },
  'profile.removePasskey': { about: 'passkey' },
  'profile.lookAtAddress': none(({ fresh }) => ({ json: { id: fresh(), secret: 'x' } })),
  'profile.confirmAddress': none(({ fresh }) => ({ json: { id: fresh(), secret: 'x', email: 'new@welkom.example' } })),
  'proofs.secondStep': none(json({ ticket: 'x', code: '000000' })),
  'proofs.askPasskey': none(json({})),
  'proofs.logInWithPasskey': none(({ fresh }) => ({ json: { id: fresh(), response: signed } })),
  'proofs.prove': none(json({ password: PASSWORD })),
  'proofs.askProof': none(json({})),
  'proofs.proveWithPasskey': none(({ fresh }) => ({ json: { id: fresh(), response: signed } })),
};
