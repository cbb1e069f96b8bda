/** Values of the section `web` that have the right type and still say nothing: colours, languages, origins. */

import { createIssue, type Issue } from '../../base/issue.ts';
import { parseCssColor } from '../../formats/web-manifest/cssColor.ts';
import { parseLanguageTag } from '../../formats/web-manifest/languageTag.ts';
import { type WebSettings } from '../../settings/appSettings.ts';
import { checkBuildSetting } from './webBuild.ts';

export function checkWebSettings(settings: WebSettings): readonly Issue[] {
  const issues: Issue[] = [...checkBuildSetting(settings)];
  for (const member of ['themeColor', 'backgroundColor'] as const) {
    const value = settings[member];
    if (value !== undefined && parseCssColor(value) === undefined)
      issues.push(createIssue('web-color-wrong', { value }, { pointer: `/web/${member}` }));
  }
  for (const tag of Object.keys(settings.names ?? {}))
    if (parseLanguageTag(tag) === undefined) issues.push(createIssue('web-language-wrong', { tag }, { pointer: `/web/names/${tag}` }));
  for (const [index, origin] of (settings.allowedOrigins ?? []).entries()) {
    const url = URL.parse(origin);
    if (url?.protocol !== 'https:' || url.pathname !== '/' || url.search !== '' || url.username !== '')
      issues.push(createIssue('web-origin-wrong', { origin }, { pointer: `/web/allowedOrigins/${index}` }));
  }
  if (settings.permissions?.includes('notifications') === true)
    issues.push(createIssue('web-permission-without-effect', {}, { pointer: '/web/permissions' }));
  return issues;
}
