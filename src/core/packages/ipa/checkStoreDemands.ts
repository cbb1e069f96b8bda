/**
 * What devices show badly and what App Store Connect refuses in the app itself, regardless of who signed it: SDK and minimum iOS by date, life cycle,
 * launch screen, icons, privacy manifest, export compliance. Pure.
 */

import { createIssue, type Issue } from '../../base/issue.ts';
import { firstSdkWithScenes, nextSdkDemand, sdkDemandOn } from './appleDemands.ts';
import { type OpenedIpa } from './openedIpa.ts';

export function storeDemandIssues(opened: OpenedIpa, now: Date): readonly Issue[] {
  const build = opened.slices.flatMap(({ file }) => file.buildVersion ?? [])[0];
  // Extensions of iOS and simulators are judged elsewhere; watches and TVs have other rules.
  if (!opened.isInfoReadable || build?.platform !== 'iOS') return [];
  const isForStore = opened.profile?.kind === 'app-store';
  return [
    ...deviceIssues(opened, build.sdk),
    ...(isForStore ? [...versionIssues(opened, { sdk: build.sdk, minimumOs: build.minos }, now), ...uploadIssues(opened)] : []),
  ];
}

function majorOf(version: string): number {
  return Number.parseInt(version, 10);
}

function deviceIssues({ facts, contents }: OpenedIpa, sdk: string): readonly Issue[] {
  const { hasLaunchScreen, hasSceneManifest, iconName } = facts;
  const issues: Issue[] = [];
  if (majorOf(sdk) >= firstSdkWithScenes && !hasSceneManifest) issues.push(createIssue('ipa-scenes-missing', { sdk }));
  if (!hasLaunchScreen) issues.push(createIssue('ipa-launch-screen-missing', {}));
  if (!contents.hasIconFiles && (iconName === undefined || !contents.hasAssetCatalog)) issues.push(createIssue('ipa-icon-missing', {}));
  return issues;
}

function versionIssues({ facts }: OpenedIpa, build: { readonly sdk: string; readonly minimumOs: string }, now: Date): readonly Issue[] {
  const { sdk } = build;
  const minimumOs = facts.minimumOs ?? build.minimumOs;
  const isBelow = (version: string, wanted: number | undefined): boolean => wanted !== undefined && majorOf(version) < wanted;
  const [current, next] = [sdkDemandOn(now), nextSdkDemand(now)];
  const issues: Issue[] = [];
  if (current && isBelow(sdk, current.sdk)) issues.push(createIssue('ipa-sdk-too-old', { sdk, wanted: current.sdk, since: current.since }));
  else if (next && isBelow(sdk, next.sdk)) issues.push(createIssue('ipa-sdk-soon-too-old', { sdk, wanted: next.sdk, since: next.since }));
  if (current?.minimumOs !== undefined && isBelow(minimumOs, current.minimumOs))
    issues.push(createIssue('ipa-minimum-os-too-low', { minimumOs, wanted: current.minimumOs, since: current.since }));
  else if (next?.minimumOs !== undefined && isBelow(minimumOs, next.minimumOs))
    issues.push(createIssue('ipa-minimum-os-soon-too-low', { minimumOs, wanted: next.minimumOs, since: next.since }));
  return issues;
}

/** Pixels of the icon on the home screen (Human Interface Guidelines, "App icons"). */
const homeScreenSides = [
  { family: 'iPhone', side: 120 },
  { family: 'iPad', side: 152 },
] as const;

function uploadIssues({ facts, contents }: OpenedIpa): readonly Issue[] {
  const issues: Issue[] = [];
  if (facts.iconName === undefined || !contents.hasAssetCatalog) issues.push(createIssue('ipa-icon-catalog-missing', {}));
  if (contents.iconSides.length > 0)
    for (const { family, side } of homeScreenSides)
      if (facts.deviceFamilies.includes(family) && !contents.iconSides.includes(side))
        issues.push(createIssue('ipa-icon-size-missing', { side, device: family }));
  if (!contents.hasPrivacyManifest) issues.push(createIssue('ipa-privacy-manifest-missing', {}));
  if (facts.usesNonExemptEncryption === undefined) issues.push(createIssue('ipa-export-compliance-missing', {}));
  return issues;
}
