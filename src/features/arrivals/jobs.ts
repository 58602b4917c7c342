import { z } from 'zod';
import { AppError } from '../../kernel/app-error.ts';
import type { UserId } from '../../kernel/ids.ts';
import { defineJob } from '../../platform/jobs.ts';
import { inTenant, systemActor } from '../../platform/scope.ts';
import { findUser } from '../users/index.ts';
import { sendOneWelcome } from '../welcome/index.ts';

/** The day has come: sends the welcome e-mail, unless it was sent, moved or made pointless meanwhile. */
export const welcomeOnDayJob = defineJob(
  'welcome-on-day',
  z.object({ userId: z.string(), day: z.string() }),
  async (app, { userId, day }, { tenantId }) => {
    await inTenant(app, { tenantId, actor: systemActor('welcome-on-day') }, async (scope) => {
      const person = await findUser(scope.tx, userId as UserId);
      if (!person || person.welcome_on !== day || person.invited_at || person.activated_at || person.deactivated_at) return;
      await sendOneWelcome(app, scope, { userId: userId as UserId, key: `${userId}:${day}` }).catch((error: unknown) => {
        // No address by now, or the end date passed: the person's page says why, nobody waits for this.
        if (!(error instanceof AppError)) throw error;
      });
    });
  },
);
