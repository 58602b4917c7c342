import { makeSetupCode } from '../../features/setup/index.ts';
import { createTenant } from '../../features/tenants/index.ts';
import type { Locale } from '../../kernel/locale.ts';
import { CannotStart } from '../../platform/cannot-start.ts';
import { resetOwner } from '../reset-owner.ts';
import { bold, good, notice, say } from '../voice.ts';
import { asOperator, tenantNamed } from './answer.ts';
import { withApp } from './with-app.ts';

export async function tenantCreateCommand(name: string, options: { language: Locale; host?: string[] }): Promise<void> {
  await withApp(async (app) => {
    await createTenant(app, { name, locale: options.language, openTracking: null, hosts: options.host, sealed: true });
    good(`${name} is made. Its first owner: npm run welkom -- user create <email> --role owner --environment "${name}"`);
  });
}

export async function ownerResetCommand(email: string, options: { environment?: string }): Promise<void> {
  await withApp(async (app) => {
    const tenantId = await tenantNamed(app, options.environment);
    const { url, becameOwner } = await asOperator({ app, tenantId }, (scope) => resetOwner(app, scope, email));
    if (becameOwner) notice(`${email} was no owner, and is one now.`);
    good(`With this address ${email} sets a new password, within one hour, once:`);
    say(`  ${bold(url)}`);
  });
}

export async function setupLinkCommand(): Promise<void> {
  await withApp(async (app) => {
    const code = await makeSetupCode(app);
    if (code === null) {
      throw new CannotStart('There is an owner already. One who cannot log in: npm run welkom -- owner reset <email>');
    }
    good('Here the first environment and its owner are made, once, within a day; addresses printed before are dead:');
    say(`  ${bold(`${app.config.publicUrl}/setup#${code}`)}`);
  });
}
