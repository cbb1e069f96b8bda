/** Whether Google Play would take the target SDK of the project on this day. The web engine has its own target, which fits. */

import { createIssue, type Issue } from '../base/issue.ts';
import { targetDemandOn } from '../packages/playDemands.ts';
import { type PlatformApp } from './openApp.ts';
import { type CheckWorld } from './workflowWorld.ts';

export function checkTargetSdk({ paths, clock }: CheckWorld, target: PlatformApp): readonly Issue[] {
  const { app, platform, effective } = target;
  const engine = effective.engine?.value;
  if (platform !== 'android' || engine === undefined || engine === 'web' || effective.buildType.value === 'debug') return [];
  const demand = targetDemandOn(clock.now());
  const found = app.project?.android?.targetSdk;
  if (!demand || found?.origin.kind !== 'project' || found.value >= demand.targetSdk) return [];
  const params = { targetSdk: found.value, since: demand.since, wanted: demand.targetSdk };
  const { file, range } = found.origin;
  return [createIssue('engine-target-sdk-low', params, { file: paths.join(app.folder, ...file.split('/')), ...(range && { range }) })];
}
