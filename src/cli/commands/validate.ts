/** `mdist validate`: everything that would go wrong, without building anything. */

import { describeOrigin, type Sourced } from '../../core/settings/origin.ts';
import { type Platform, platforms } from '../../core/settings/platform.ts';
import { type EffectiveSettings } from '../../core/settings/resolveSettings.ts';
import { openApp, type OpenedApp } from '../../core/workflow/openApp.ts';
import { uniqueIssues } from '../../core/workflow/uniqueIssues.ts';
import { type AppValidation, validateApp } from '../../core/workflow/validateApp.ts';
import { type Command } from '../grammar/command.ts';
import { appFolder, appOption, keystorePasswordOptions, keystorePasswords, platformOption } from './sharedOptions.ts';

export const validate: Command = {
  path: ['validate'],
  summary: 'Check settings, versions, project and signing assets without building',
  details: ['Without a password the keystore is not opened; everything else is checked. Nobody is asked for anything.'],
  options: { ...appOption, ...platformOption, ...keystorePasswordOptions },
  examples: ['mdist validate', 'mdist validate --app apps/hello --platform android --keystore-password env:STORE_PASSWORD --json'],
  run: async (input, services) => {
    const { workflow, signal } = services;
    const app = await openApp(workflow, appFolder(input, services));
    const chosen = input.choice('platform', platforms);
    const passwords = keystorePasswords(input, services);
    const results: AppValidation[] = [];
    for (const platform of chosen ? [chosen] : platformsOf(app))
      results.push(await validateApp(workflow, app, { platform, passwords, signal }));
    return {
      document: {
        app: app.folder,
        framework: app.project?.framework ?? null,
        platforms: results.map(({ platform, effective }) => ({ platform, values: valuesOf(effective) })),
      },
      issues: uniqueIssues(results.flatMap(({ issues }) => issues)),
      write: (page) => {
        for (const { platform, effective } of results) {
          page.heading(`${app.folder} for ${platform}`);
          const rows = Object.entries(valuesOf(effective)).map(([name, { value, origin }]) => [name, value, origin]);
          page.table(['Setting', 'Value', 'From'], rows);
        }
      },
      next: results.map(({ platform }) => `mdist package create --platform ${platform}`),
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
