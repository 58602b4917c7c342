// A log of 1,000,000 events sealed, then verified by the job (EVENTS=100000 for fewer): time and memory. Writes docs/results.
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { sql } from 'kysely';
import { hashContent } from '../../src/features/audit/audit-content.ts';
import { sealAuditLog, showVerifications, startVerification, verifyJob } from '../../src/features/audit/index.ts';
import { permissionsOf } from '../../src/features/tenants/index.ts';
import { createUser } from '../../src/features/users/index.ts';
import { newId, type UserId } from '../../src/kernel/ids.ts';
import { type Actor, inTenant, type Scope } from '../../src/platform/scope.ts';
import { type Bench, row, withBench } from './bench-app.ts';

const EVENTS = Number(process.env.EVENTS ?? 1_000_000);
const STRETCH = 5000;
const lines: string[] = [];
const say = (name: string, ...figures: string[]) => {
  lines.push([name, ...figures].join(' · '));
  row(name, ...figures);
};
const mib = () => process.memoryUsage.rss() / 1024 / 1024;

/** Events as a changed person leaves them, many a statement. */
async function addEvents({ inScope, tenantId }: Bench, by: UserId, count: number): Promise<void> {
  const made = Array.from({ length: count }, (_, n) => {
    const detail = JSON.stringify({ department: { before: `Department ${n % 97}`, after: `Department ${n % 89}` } });
    const content = { actorName: 'Olivia Wner', origin: '192.0.2.0/24', targetName: `Person ${n}`, detail };
    const salt = newId().slice(0, 22);
    return { ...content, id: newId(), target: newId(), salt, hash: hashContent(salt, content) };
  });
  const of = (key: keyof (typeof made)[number]) => made.map((event) => event[key]);
  await inScope(async ({ tx }) => {
    await sql`insert into audit_events (tenant_id, id, event, actor_kind, actor_id, target_kind, target_id, content_hash)
      select ${tenantId}, id, 'user.changed', 'user', ${by}, 'user', target, hash
      from unnest(${of('id')}::uuid[], ${of('target')}::uuid[], ${of('hash')}::text[]) as e(id, target, hash)`.execute(tx);
    await sql`insert into audit_contents (tenant_id, event_id, salt, actor_name, origin, target_name, detail)
      select ${tenantId}, id, salt, ${made[0]!.actorName}, ${made[0]!.origin}, name, detail
      from unnest(${of('id')}::uuid[], ${of('salt')}::text[], ${of('targetName')}::text[], ${of('detail')}::text[]) as c(id, salt, name, detail)`.execute(
      tx,
    );
  });
}

await withBench(async (bench) => {
  const owner = { firstName: 'Olivia', lastName: 'Wner', email: 'owner@bench.example', role: 'owner', source: 'form' } as const;
  const userId = await bench.inScope((scope) => createUser(scope, owner));
  const rights = { role: 'owner', locale: 'en', permissions: permissionsOf('owner'), reach: null } as const;
  const actor: Actor = { kind: 'user', userId, sessionId: null, name: 'Olivia Wner', ...rights };
  const asOwner = <T>(work: (scope: Scope) => Promise<T>) => inTenant(bench.app, { tenantId: bench.tenantId, actor }, work);

  const writing = performance.now();
  for (let made = 0; made < EVENTS; made += STRETCH) await addEvents(bench, userId, Math.min(STRETCH, EVENTS - made));
  row(`${EVENTS} events written`, `${((performance.now() - writing) / 1000).toFixed(1)} s`);
  const sealing = performance.now();
  const sealed = await sealAuditLog(bench.app, bench.tenantId);
  say(`${sealed} events sealed`, `${((performance.now() - sealing) / 1000).toFixed(1)} s`);

  globalThis.gc?.();
  const idle = mib();
  const memory: { share: number; above: number }[] = [];
  const id = newId();
  const begun = performance.now();
  const look = () => asOwner(async (scope) => (await showVerifications(scope)).items[0]!);
  await asOwner((scope) => startVerification(scope, id));
  say('verification asked for', `answered in ${(performance.now() - begun).toFixed(1)} ms`);
  const work = verifyJob.handler(bench.app, { id }, { tenantId: bench.tenantId, by: userId });
  let now = await look();
  while (now.state === 'running') {
    await new Promise((resolve) => setTimeout(resolve, 100));
    now = await look();
    memory.push({ share: now.expected ? now.events / now.expected : 0, above: mib() - idle });
  }
  await work;
  const seconds = (performance.now() - begun) / 1000;
  say(`${now.events} events in ${now.seals} seals verified`, `${seconds.toFixed(1)} s`, `${Math.round(now.events / seconds)} /s`);
  for (const share of [0.1, 0.5, 1])
    say(
      `memory above idle at ${share * 100} %`,
      `${(memory.find((one) => one.share >= share) ?? memory.at(-1))!.above.toFixed(0)} MiB`,
    );
  say('memory above idle, most', `${Math.max(...memory.map(({ above }) => above)).toFixed(0)} MiB`, 'goal 250 MiB, flat');
  say('problems found', String(now.problemCount));
  const day = new Date().toISOString().slice(0, 10);
  const path = `docs/results/audit-${EVENTS}-${day}.md`;
  writeFileSync(
    path,
    `# A log of ${EVENTS.toLocaleString('en')} events verified, ${day}

${cpus().length} cores, Node.js ${process.version}; database and job on that machine. Again: \`EVENTS=${EVENTS} npm run bench audit\`.

${lines.map((line) => `- ${line}`).join('\n')}
`,
  );
  row(`written to ${path}`);
  if (now.problemCount) throw new Error('An untouched log must prove itself.');
});
