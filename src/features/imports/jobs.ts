import { z } from 'zod';
import type { ImportId } from '../../kernel/ids.ts';
import { defineJob, type Job } from '../../platform/jobs.ts';
import { forgetInImportsJob } from './forget-in-imports.ts';
import { makePlan } from './make-plan.ts';
import { workOffPlan } from './work-off-plan.ts';

const importId = z.uuid().transform((id) => id as ImportId);

export const planJob = defineJob(
  'imports.plan',
  z.object({ importId, plan: z.number().int() }),
  (app, { importId: id, plan }, { tenantId }) => makePlan(app, tenantId, id, plan),
);

export const applyJob = defineJob('imports.apply', z.object({ importId }), (app, { importId: id }, { tenantId }) =>
  workOffPlan(app, tenantId, id),
);

export const importJobs: Job[] = [planJob, applyJob, forgetInImportsJob as Job];
