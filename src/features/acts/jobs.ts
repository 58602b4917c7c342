import { z } from 'zod';
import { defineJob } from '../../platform/jobs.ts';
import { carryOutAct } from './carry-out-act.ts';
import type { Acts } from './start-act.ts';

export const actJob = (known: () => Acts) =>
  defineJob('carry-out-act', z.object({ id: z.string() }), (app, { id }, { tenantId }) =>
    carryOutAct(app, known(), tenantId, id),
  );
