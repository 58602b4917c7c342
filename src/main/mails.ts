import { linkMails } from '../features/activation/index.ts';
import { mailKinds } from '../features/mail/index.ts';
import { accountMails } from '../features/profile/index.ts';
import { welcomeMail, welcomeTestMail } from '../features/welcome/index.ts';

/** Every kind of mail that can leave. One line per feature. */
export const allMails = mailKinds([welcomeMail, welcomeTestMail, ...linkMails, ...accountMails]);
