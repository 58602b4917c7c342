import { ACCOUNT_CALLS } from './calls-account.ts';
import { json, none, type Relation, type Row, thing, user } from './rows.ts';
import { PASSWORD, PEOPLE, PNG, type Principal, type World } from './world.ts';

/** One row per endpoint; `name#what` asks the same endpoint about another object of the call. */
export const CALLS: Record<string, Row> = {
  ...ACCOUNT_CALLS,
  'acts.start': user(({ id, fresh }) => ({
    json: { id: fresh(), act: 'deactivate', params: {}, selection: { userIds: [id] }, dryRun: false },
  })),
  'acts.show': thing('act'),
  'acts.skips': thing('act', () => ({ query: 'reason=self' })),
  'acts.cancel': thing('runningAct', json({})),
  'activation.look': none(({ here }) => ({ json: { purpose: 'activation', ...here.activation } })),
  'activation.activate': none(({ here }) => ({ json: { ...here.activation, password: PASSWORD } })),
  'activation.renew': none(({ here }) => ({ json: { purpose: 'activation', ...here.activation } })),
  'activation.reset': none(({ here }) => ({ json: { ...here.reset, password: 'kraanvogel zolder trompet' } })),
  'activation.help': none(({ here }) => ({ json: { identifier: here.peerEmail } })),
  'activation.resetFor': user(),
  'arrivals.create': none(({ fresh }) => ({
    json: { key: fresh(), firstName: 'Kim', lastName: 'Nieuw', email: `${fresh()}@welkom.example` },
  })),
  'arrivals.create#groupIds': {
    about: 'group',
    send: ({ id, fresh }) => ({
      json: { key: fresh(), firstName: 'Kim', lastName: 'Nieuw', email: `${fresh()}@welkom.example`, groupIds: [id] },
    }),
  },
  'arrivals.create#role': none(({ fresh }) => ({
    json: { key: fresh(), firstName: 'Kim', lastName: 'Nieuw', email: `${fresh()}@welkom.example`, role: 'admin' },
  })),
  'arrivals.plan': user(json({ day: null }), 'stranger'),
  'arrivals.look': none(json({ email: 'somebody@welkom.example' })),
  'audit.list': none(),
  'audit.export': none(),
  'groups.list': none(),
  'groups.create': none(({ fresh }) => ({ json: { name: `Group ${fresh()}` } })),
  'groups.show': { about: 'group' },
  'groups.change': { about: 'group', send: ({ id, version, fresh }) => ({ json: { version: version(id), name: fresh() } }) },
  'groups.members': { about: 'group' },
  'groups.addMembers': { about: 'group', send: ({ here }) => ({ json: { userIds: [here.strong] } }) },
  'groups.addMembers#userIds': user(({ id, here }) => ({ params: { id: here.ownGroup }, json: { userIds: [id] } })),
  'groups.changeMember': { about: 'group', send: ({ here }) => ({ params: { userId: here.peer }, json: { admin: true } }) },
  'groups.changeMember#userId': user(({ id, here }) => ({ params: { id: here.ownGroup, userId: id }, json: { admin: false } })),
  'groups.takeOut': { about: 'group', send: ({ here }) => ({ params: { userId: here.peer } }) },
  'groups.takeOut#userId': user(({ id, here }) => ({ params: { id: here.ownGroup, userId: id } })),
  'imports.receive': none(() => ({ query: 'name=people.csv', raw: PEOPLE })),
  'imports.list': none(),
  'imports.show': thing('import'),
  'imports.read': thing('import', json({ encoding: 'utf-8' })),
  'imports.plan': thing('import', json({})),
  'imports.rows': thing('import'),
  'imports.refusedFile': thing('import'),
  'imports.apply': thing('import', json({ plan: 1 })),
  'imports.cancel': thing('import', json({})),
  'imports.remove': thing('import'),
  'keys.list': none(),
  'keys.make': none(json({ name: 'for a report', scopes: ['users.read'], expiresInDays: 30 })),
  'keys.make#scopes': none(json({ name: 'for the mailbox', scopes: ['mailbox.read'], expiresInDays: null })),
  'keys.revoke': thing('key'),
  'mail.transport': none(),
  'mail.totals': none(),
  'mail.ofUser': user(),
  'mail.copy': thing('mail'),
  'mail.resolve': thing('mail', json({ as: 'sent' })),
  'mailbox.list': none(),
  'mailbox.show': thing('kept'),
  'roles.list': none(),
  'session.show': none(),
  'session.logIn': none(({ here }) => ({ json: { identifier: here.peerEmail, password: PASSWORD } })),
  'session.logOut': none(),
  'session.devices': none(),
  'session.endDevice': { about: 'device' },
  'session.logOutEverywhere': user(),
  'setup.entry': none(),
  'setup.look': none(json({ code: '0000-0000-0000' })),
  'setup.make': none(
    json({
      code: '0000-0000-0000',
      tenantName: 'Second',
      locale: 'nl',
      publicUrl: 'http://elsewhere.example',
      openTracking: false,
      sample: false,
      firstName: 'Mallory',
      lastName: 'Taker',
      email: 'mallory@welkom.example',
      password: PASSWORD,
    }),
  ),
  'tenants.show': none(),
  'tenants.change': none(({ here, version }) => ({ json: { version: version(here.tenant.id), linkDays: 7 } })),
  'tenants.logo': none(),
  'tenants.putLogo': none(() => ({ raw: Buffer.concat([PNG, Buffer.from('another')]) })),
  'tenants.removeLogo': none(),
  'tenants.open': none(json({})),
  'users.list': none(),
  'users.count': none(),
  'users.stations': none(),
  'users.departments': none(),
  'users.export': none(),
  'users.exportChosen': user(({ id }) => ({ json: { userIds: [id] } })),
  'users.show': user(),
  'users.change': user(({ id, version }) => ({ json: { version: version(id), department: 'Kitchen' } })),
  'views.list': none(),
  'views.create': none(({ fresh }) => ({ json: { id: fresh(), name: fresh(), shared: true, content: { filter: {} } } })),
  'views.create#private': none(({ fresh }) => ({ json: { id: fresh(), name: fresh(), content: { filter: {} } } })),
  'views.change': thing('view', ({ id, version, fresh }) => ({ json: { version: version(id), name: fresh() } })),
  'views.remove': thing('view'),
  'welcome.templates': none(),
  'welcome.save': none(({ world }) => ({ params: { locale: 'en' }, json: { version: 0, content: world.content } })),
  'welcome.restore': none(() => ({ params: { locale: 'nl' } })),
  'welcome.preview': none(json({ locale: 'en' })),
  'welcome.preview#userId': user(({ id }) => ({ json: { locale: 'en', userId: id } })),
  'welcome.test': none(({ world }) => ({ json: { locale: 'en', content: world.content } })),
  'welcome.previewWave': user(({ id }) => ({ json: { audience: { userIds: [id] } } })),
  'welcome.previewSkipped': user(({ id }) => ({ json: { audience: { userIds: [id] }, reason: 'alreadyActive' } })),
  'welcome.send': user(
    ({ id, fresh }) => ({ json: { id: fresh(), audience: { userIds: [id] }, expected: { asked: 1, queued: 1 } } }),
    'stranger',
  ),
  'welcome.waves': none(),
  'welcome.showWave': thing('wave'),
  'welcome.pause': thing('wave'),
  'welcome.resume': thing('pausedWave'),
  'welcome.cancel': thing('wave'),
  'welcome.sendOne': user(({ fresh }) => ({ json: { key: fresh() } }), 'stranger'),
};

export function objectOf(row: Row, relation: Relation, as: Principal, world: World, fresh: () => string): string {
  const atHome = as.host === 'b.welkom.test';
  const here = atHome ? world.b : world.a;
  const there = atHome ? world.a : world.b;
  if (relation === 'missing') return fresh();
  const of = relation === 'foreign' ? there : here;
  switch (row.about) {
    case 'user':
      return relation === 'self'
        ? as.userId
        : relation === 'stronger'
          ? of.strong
          : row.thing === 'stranger'
            ? of.stranger
            : row.thing === 'gone'
              ? of.gone
              : of.peer;
    case 'group':
      return relation === 'other' ? of.otherGroup : of.ownGroup;
    case 'device':
      return relation === 'own' ? as.sessionId : of.device;
    case 'thing':
      return of[row.thing!];
    default:
      return '';
  }
}
