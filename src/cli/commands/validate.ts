/** `mdist validate`: everything that would go wrong, without building anything. */

import { describeOrigin, type Sourced } from '../../core/settings/origin.ts';
import { type Platform, platforms } from '../../core/settings/platform.ts';
import { type EffectiveSettings } from '../../core/settings/resolveSettings.ts';
import { fixTitle } from '../../core/settings/fixes/fixTitle.ts';
import { appFixes } from '../../core/workflow/appFixes.ts';
import { openApp, type OpenedApp } from '../../core/workflow/openApp.ts';
import { uniqueIssues } from '../../core/workflow/uniqueIssues.ts';
import { type AppValidation, validateApp } from '../../core/workflow/validateApp.ts';
import { type Command } from '../grammar/command.ts';
import { usageFailure } from '../grammar/usageFailure.ts';
import { jsonText } from '../report/jsonText.ts';
import { sarifLog } from '../report/sarifLog.ts';
import {
  allPasswords,
  appArgument,
  appFolder,
  appOption,
  certificatePasswordOption,
  givenKeystorePasswordOptions,
  platformOption,
} from './sharedOptions.ts';

export const validate: Command = {
  path: ['validate'],
  summary: 'Check settings, versions, project and signing assets without building',
  details: [
    'A keystore or certificate is opened only if you provide its password; everything else is always checked. You are not asked for passwords.',
    'With --sarif the issues are printed as SARIF 2.1.0 for code scanning on GitHub and other services. Run it in the root of the repository: paths are relative to the current folder.',
  ],
  options: {
    ...appOption,
    ...platformOption,
    ...givenKeystorePasswordOptions,
    ...certificatePasswordOption,
    sarif: { type: 'flag', says: 'Print the issues as a SARIF 2.1.0 log and nothing else' },
  },
  examples: [
    'mdist validate',
    'mdist validate --app apps/hello --platform android --keystore-password env:STORE_PASSWORD --json',
    'mdist validate --platform ios --certificate-password env:P12_PASSWORD',
    'mdist validate --sarif > mdist.sarif',
  ],
  run: async (input, services) => {
    const { signal } = services;
    const workflow = await services.loadWorkflow();
    const app = await openApp(workflow, appFolder(input, services));
    const chosen = input.choice('platform', platforms);
    if (input.flag('sarif') && input.flag('json')) throw usageFailure('--sarif and --json cannot be used together', 'Use one of them');
    const passwords = allPasswords(input, services);
    const results: AppValidation[] = [];
    for (const platform of chosen ? [chosen] : platformsOf(app))
      results.push(await validateApp(workflow, app, { platform, passwords, signal }));
    const issues = uniqueIssues(results.flatMap((result) => result.issues));
    const sarif = { productVersion: services.productVersion, workingFolder: services.workingFolder, paths: services.paths };
    return {
      ...(input.flag('sarif') && { printed: jsonText(sarifLog(issues, sarif)) }),
      document: {
        app: app.folder,
        framework: app.project?.framework ?? null,
        platforms: results.map(({ platform, effective }) => ({ platform, values: valuesOf(effective) })),
      },
      issues,
      fixesOf: (issue) => {
        const own =
          results.find(({ platform }) => issue.place?.pointer?.startsWith(`/${platform}/`)) ??
          results.find((result) => result.issues.includes(issue));
        return appFixes(app, own?.platform ?? 'android', issue).map(({ action }) => fixTitle(action));
      },
      write: (page) => {
        for (const { platform, effective } of results) {
          page.heading(`${app.folder} for ${platform}`);
          const rows = Object.entries(valuesOf(effective)).map(([name, { value, origin }]) => [name, value, origin]);
          page.table(['Setting', 'Value', 'From'], rows);
        }
      },
      next: results.map(({ platform }) => `mdist package create${appArgument(app.folder, services)} --platform ${platform}`),
    };
  },
};

/** The platforms that the settings speak of; Android when they speak of none. */
function platformsOf({ inspected: { settings } }: OpenedApp): readonly Platform[] {
  const named = platforms.filter((platform) => settings[platform] !== undefined);
  return named.length === 0 ? ['android'] : named;
}

function valuesOf(effective: EffectiveSettings): Record<string, { value: string | number; origin: string }> {
  const values: Record<string, { value: string | number; origin: string }> = {};
  for (const [name, field] of Object.entries(effective)) {
    if (isSourced(field)) values[name] = { value: field.value, origin: describeOrigin(field.origin) };
  }
  return values;
}

/** All fields but the platform itself have an origin. */
function isSourced(field: EffectiveSettings[keyof EffectiveSettings]): field is Sourced<string | number> & typeof field {
  return typeof field === 'object';
}
