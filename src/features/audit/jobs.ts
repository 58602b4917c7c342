import { z } from 'zod';
import { defineJob } from '../../platform/jobs.ts';
import { carryOutVerification } from './carry-out-verification.ts';

export const verifyJob = defineJob('verify-audit-log', z.object({ id: z.string() }), (app, { id }, { tenantId }) =>
  carryOutVerification(app, tenantId, id),
);
