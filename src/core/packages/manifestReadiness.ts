/** The rules on what the manifest says: target, marks of debug and test builds, `exported`, version code, identifier. */

import { createIssue, type Issue } from '../base/issue.ts';
import { largestAndroidVersionCode } from '../settings/settingsModel.ts';
import { type Component } from './manifestFacts.ts';
import { type AndroidInspection } from './androidInspection.ts';
import { phoneTargetFloors, targetDemandOn } from './playDemands.ts';
import { targetOf, type ReadinessContext } from './readinessContext.ts';

/** Listed one by one up to here; a hostile manifest has as many as it likes. */
const listedComponents = 20;

export function manifestReadiness(inspection: AndroidInspection, context: ReadinessContext): readonly Issue[] {
  return [...phoneRules(inspection), ...storeRules(inspection, context)];
}

function phoneRules(inspection: AndroidInspection): readonly Issue[] {
  const issues: Issue[] = [];
  const targetSdk = targetOf(inspection);
  const floor = targetSdk === undefined ? undefined : phoneTargetFloors.find((row) => targetSdk < row.targetSdk);
  if (floor && targetSdk !== undefined && inspection.targetSdkCodename === undefined)
    issues.push(createIssue('store-target-too-old-for-phones', { targetSdk, android: floor.android, wanted: floor.targetSdk }));
  if (inspection.testOnly === true) issues.push(createIssue('store-test-only', {}));
  if (targetSdk === undefined || targetSdk < 31) return issues;
  const unsaid = (inspection.components ?? []).filter(lacksExported);
  for (const { kind, name } of unsaid.slice(0, listedComponents)) issues.push(createIssue('store-exported-missing', { kind, name }));
  if (unsaid.length > listedComponents)
    issues.push(createIssue('store-exported-missing-more', { count: unsaid.length - listedComponents }));
  return issues;
}

/** Providers have no such rule: they are seldom reached by an intent. */
function lacksExported(component: Component): boolean {
  return component.exported === undefined && component.kind !== 'provider' && component.intentFilters.length > 0;
}

function storeRules(inspection: AndroidInspection, { isForStore, today }: ReadinessContext): readonly Issue[] {
  if (!isForStore) return [];
  const issues: Issue[] = [];
  const targetSdk = targetOf(inspection);
  const demand = targetDemandOn(today);
  if (demand && targetSdk !== undefined && targetSdk < demand.targetSdk && inspection.targetSdkCodename === undefined)
    issues.push(createIssue('store-target-too-old', { targetSdk, since: demand.since, wanted: demand.targetSdk }));
  if (inspection.debuggable === true) issues.push(createIssue('store-debuggable', {}));
  const { versionCode = 0, appIdentifier = '', unresolved = [] } = inspection;
  if (!unresolved.includes('versionCode') && (versionCode < 1 || versionCode > largestAndroidVersionCode))
    issues.push(createIssue('store-version-code', { versionCode, limit: largestAndroidVersionCode }));
  if (/^com\.example(\.|$)/i.test(appIdentifier)) issues.push(createIssue('store-example-identifier', { appIdentifier }));
  if (inspection.format === 'apk' && inspection.split === undefined) issues.push(createIssue('store-app-bundle-wanted', {}));
  return issues;
}
