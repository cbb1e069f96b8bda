/** Rules by which releases are deleted in time. */

import { type RetentionPlan } from '../../model/retention.ts';
import { applyRetention, previewRetention, retentionOf, setRetention } from '../../use-cases/retention.ts';
import { retentionAnswer, retentionPlanAnswer } from './answers.ts';
import { inApp, type Operation } from './operation.ts';
import { retentionBody } from './schemas.ts';

function planShape({ removed }: RetentionPlan) {
  return {
    releases: removed.map(({ number, reason, sizeBytes }) => ({ id: number, reason, sizeBytes })),
    freedBytes: removed.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  };
}

export const retentionOperations: readonly Operation[] = [
  inApp({ method: 'GET', path: '/retention', summary: 'Show the retention rules', answer: retentionAnswer }, async ({ world, app }) => {
    return await retentionOf(world, app);
  }),
  inApp(
    {
      method: 'PATCH',
      path: '/retention',
      summary: 'Change retention rules; null turns one off',
      body: retentionBody,
      answer: retentionAnswer,
    },
    async ({ world, actor, app, body }) => {
      const before = await retentionOf(world, app);
      const { keepPerGroup = before.keepPerGroup, maxAgeDays = before.maxAgeDays, maxBytes = before.maxBytes } = body;
      return await setRetention(world, actor, app, { keepPerGroup, maxAgeDays, maxBytes });
    },
  ),
  inApp(
    {
      method: 'POST',
      path: '/retention/preview',
      summary: 'What the rules would delete now',
      body: retentionBody,
      answer: retentionPlanAnswer,
    },
    async ({ world, app, body }) => {
      const before = await retentionOf(world, app);
      const { keepPerGroup = before.keepPerGroup, maxAgeDays = before.maxAgeDays, maxBytes = before.maxBytes } = body;
      return planShape(await previewRetention(world, app, { keepPerGroup, maxAgeDays, maxBytes }));
    },
  ),
  inApp(
    {
      method: 'POST',
      path: '/retention/apply',
      summary: 'Delete what the rules delete, now; it can be restored for a week',
      answer: retentionPlanAnswer,
    },
    async ({ world, actor, app }) => planShape(await applyRetention(world, actor, app)),
  ),
];
