import { startDelivery } from '../../src/features/mail/index.ts';
import { makeApp } from '../../src/main/app.ts';
import { allMails } from '../../src/main/mails.ts';
import { readConfig } from '../../src/platform/config.ts';
import { QUICK } from './mail-bed.ts';

/** A worker in a process of its own, so that a test can kill it without warning. */
const { config } = readConfig(process.env, () => '');
const app = makeApp({ config, secretKey: process.env.TEST_SECRET_KEY ?? '', databaseUrl: process.env.TEST_DATABASE ?? '' });
startDelivery(app, allMails, QUICK);
process.send?.('working');
process.on('disconnect', () => process.exit(0));
