/** Whether Google Play would take the target SDK of the project on this day. The web engine has a target of its own, which fits. */

import { createIssue, type Issue } from '../base/issue.ts';
import { targetDemandOn } from '../packages/playDemands.ts';
import { ProjectFolder } from '../projects/projectFolder.ts';
import { findTargetSdk } from '../projects/targetSdk.ts';
import { type PlatformApp } from './openApp.ts';
import { type WorkflowWorld } from './workflowWorld.ts';

export async function checkTargetSdk({ files, paths, clock }: WorkflowWorld, target: PlatformApp): Promise<readonly Issue[]> {
  const { app, platform, effective } = target;
  const engine = effective.engine?.value;
  if (platform !== 'android' || engine === undefined || engine === 'web' || effective.buildType.value === 'debug') return [];
  const demand = targetDemandOn(clock.now());
  const found = await findTargetSdk(new ProjectFolder(files, paths, app.folder));
  if (!demand || !found || found.value >= demand.targetSdk) return [];
  const params = { targetSdk: found.value, since: demand.since, wanted: demand.targetSdk };
  return [createIssue('engine-target-sdk-low', params, { file: paths.join(app.folder, ...found.file.split('/')), range: found.range })];
}
