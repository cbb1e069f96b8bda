/** Expo: depends on `expo` and has an app config. A dynamic config (app.config.js) is code and is not run. */

import { type Origin } from '../../settings/origin.ts';
import { readPackageJson } from '../packageJson.ts';
import { type ProjectDetector } from '../projectFacts.ts';
import { integerAt, readJson, textAt } from '../projectText.ts';

const origin: Origin = { kind: 'project', file: 'app.json' };

export const expoDetector: ProjectDetector = {
  engine: 'expo',
  detect: async (folder) => {
    const packageJson = await readPackageJson(folder);
    if (!packageJson.dependsOn('expo')) return undefined;
    const text = await folder.text('app.json');
    const hasDynamic = (await folder.entries()).some(({ name }) => /^app\.config\.[cm]?[jt]s$/.test(name));
    if (text === undefined && !hasDynamic) return undefined;
    const json = readJson(text);
    const name = textAt(json, origin, 'expo', 'name');
    const version = textAt(json, origin, 'expo', 'version') ?? packageJson.version;
    const appIdentifier = textAt(json, origin, 'expo', 'android', 'package');
    const iosAppIdentifier = textAt(json, origin, 'expo', 'ios', 'bundleIdentifier');
    const versionCode = integerAt(json, origin, 'expo', 'android', 'versionCode');
    return {
      engine: 'expo',
      framework: 'Expo',
      ...(name && { name }),
      ...(version && { version }),
      ...(appIdentifier && { appIdentifier }),
      ...(iosAppIdentifier && { iosAppIdentifier }),
      ...(versionCode && { versionCode }),
    };
  },
};
