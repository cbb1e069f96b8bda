/**
 * Capacitor: a `capacitor.config` file. What gets built are the native projects that it made, so their identifier and versions count; of a
 * config that is code only the literals are read.
 */

import { type Literal } from '../../formats/source-literals/findLiterals.ts';
import { LiteralObject } from '../../formats/source-literals/literalObject.ts';
import { type Sourced } from '../../settings/origin.ts';
import { readAndroidModule } from '../android/androidModule.ts';
import { readIosProject } from '../ios/iosApp.ts';
import { type PlatformFacts, type ProjectDetector } from '../projectFacts.ts';
import { openProjectFile, presentFacts, type ProjectFile, segmentsInside } from '../projectFile.ts';
import { overConfigured } from './nativeOverConfig.ts';

const names = [
  'capacitor.config.ts',
  'capacitor.config.js',
  'capacitor.config.mjs',
  'capacitor.config.cjs',
  'capacitor.config.json',
] as const;

const configuredFacts = [
  ['appIdentifier', 'appId'],
  ['name', 'appName'],
] as const;

export const capacitorDetector: ProjectDetector = {
  engine: 'capacitor',
  detect: async (folder) => {
    for (const name of names) {
      const file = await openProjectFile(folder, name);
      if (!file) continue;
      const config = new LiteralObject(file.text);
      const unknown = configuredFacts.flatMap(([fact, key]) => {
        const place = config.at(key) ? undefined : config.computedAt(key);
        return place ? [file.unknownFact(fact, { ...place, value: key })] : [];
      });
      const configured: PlatformFacts = {
        ...presentFacts({ appIdentifier: literalFact(file, config.at('appId')), name: literalFact(file, config.at('appName')) }),
        ...(unknown.length > 0 && { unknown }),
      };
      const android = folderOf(config.at('android', 'path'), 'android');
      const ios = folderOf(config.at('ios', 'path'), 'ios');
      const hasAndroid = android !== undefined && (await folder.hasFolder(...android));
      const hasIos = ios !== undefined && (await folder.hasFolder(...ios));
      const none = !hasAndroid && !hasIos;
      const androidFacts = hasAndroid ? await readAndroidModule(folder, { root: android, module: [...android, 'app'] }) : undefined;
      const iosProject = hasIos
        ? ((await readIosProject(folder, { directory: [...ios, 'App'] })) ?? (await readIosProject(folder, { directory: ios })))
        : undefined;
      const iosFacts = iosProject && iosProject.facts !== 'none' ? iosProject.facts : undefined;
      const webDir = literalFact(file, config.at('webDir'));
      return {
        engine: 'capacitor',
        framework: 'Capacitor',
        ...(configured.name && { name: configured.name }),
        ...(webDir && { webDir }),
        // Without any native project both can be added.
        ...((hasAndroid || none) && { android: overConfigured(androidFacts, configured) }),
        ...((hasIos || none) && { ios: overConfigured(iosFacts, configured) }),
      };
    }
    return undefined;
  },
};

function folderOf(literal: Literal | undefined, usual: string): readonly string[] | undefined {
  return segmentsInside([], typeof literal?.value === 'string' ? literal.value : usual);
}

export function literalFact(file: ProjectFile, literal: Literal | undefined): Sourced<string> | undefined {
  if (typeof literal?.value !== 'string') return undefined;
  return file.textFact({ ...literal, value: literal.value }, literal.isNamed ? 'resolved' : 'literal');
}
