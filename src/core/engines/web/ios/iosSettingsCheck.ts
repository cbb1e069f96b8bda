/** Settings of a web app that have no counterpart on iOS, and packages that Apple does not take. */

import { createIssue, type Issue } from '../../../base/issue.ts';
import { phrase } from '../../../base/phrase.ts';
import { webPermissions } from '../../../settings/webSettings.ts';
import { oldestSdkDemand, sdkDemandOn } from '../../../packages/ipa/appleDemands.ts';
import { type BuildSpec } from '../../engine/engine.ts';

export function checkIosSettings({ buildType, settings }: BuildSpec, today: Date): readonly Issue[] {
  const { web = {}, ios = {} } = settings;
  const issues: Issue[] = [];
  const { since, sdk } = sdkDemandOn(today) ?? oldestSdkDemand;
  if (buildType === 'app-store') issues.push(createIssue('web-app-store-refused', { since, sdk }, { pointer: '/ios/buildType' }));
  const without = (setting: string, pointer: string, reason: string): void => {
    issues.push(createIssue('web-setting-not-on-ios', { setting, reason }, { pointer }));
  };
  for (const [index, permission] of (web.permissions ?? []).entries())
    if (permission === 'vibrate') without(`web.permissions: ${permission}`, `/web/permissions/${index}`, phrase('Safari cannot vibrate'));
  for (const permission of Object.keys(web.permissionTexts ?? {})) {
    const isAsked = web.permissions?.some((asked) => asked === permission) === true;
    const isKnown = webPermissions.some((known) => known === permission);
    if (!isAsked || !isKnown)
      issues.push(createIssue('web-permission-text-unused', { permission }, { pointer: `/web/permissionTexts/${permission}` }));
  }
  for (const [index, scheme] of (ios.urlSchemes ?? []).entries()) {
    const isScheme = /^[a-z][a-z0-9+.-]{1,62}$/i.test(scheme);
    if (!isScheme || taken.has(scheme.toLowerCase()))
      issues.push(createIssue('web-url-scheme-wrong', { scheme }, { pointer: `/ios/urlSchemes/${index}` }));
  }
  return issues;
}

/** Apps of the system, the web, and what pages themselves use. */
const taken: ReadonlySet<string> = new Set(
  'about app blob data facetime file ftp http https itms-apps itms-services javascript mailto maps prefs sms tel ws wss'.split(' '),
);
