/**
 * `eas.json` of Expo Application Services: build profiles, which may extend each other. Taken is the profile `production`, else the first
 * one that is not for development.
 */

import { FileCollector } from '../fileCollector.ts';
import { type ImportReader } from '../importedFile.ts';
import { LiteralObject } from '../../../formats/source-literals/literalObject.ts';
import { type Literal } from '../../../formats/source-literals/findLiterals.ts';
import { secretName } from '../secretName.ts';

const androidBuildTypes = { apk: 'release', 'app-bundle': 'app-bundle' } as const;
const distributions = { store: 'app-store', internal: 'ad-hoc' } as const;

export const easJson: ImportReader = {
  tool: 'Expo Application Services',
  files: ['eas.json'],
  read(text, file) {
    const found = new FileCollector(text, file, this.tool);
    const object = new LiteralObject(text);
    const profiles = object.keysAt('build');
    const isDevelopment = (name: string): boolean =>
      object.at('build', name, 'developmentClient')?.value === true || name === 'development';
    const profile = profiles.includes('production') ? 'production' : profiles.find((name) => !isDevelopment(name));
    if (profile !== undefined) {
      const chain = chainOf(object, profile, profiles, found);
      const first = (...path: readonly string[]): Literal | undefined => {
        for (const name of chain) {
          const literal = object.at('build', name, ...path);
          if (literal) return literal;
        }
        return undefined;
      };
      const distribution = first('ios', 'distribution') ?? first('distribution');
      const androidType = first('android', 'buildType');
      found.choice(['android', 'buildType'], androidType, androidBuildTypes);
      // Without a word on it, EAS makes a bundle for the store and an APK for devices.
      if (!androidType) found.choice(['android', 'buildType'], first('distribution'), { store: 'app-bundle', internal: 'release' });
      const isInHouse = distribution?.value === 'internal' && first('ios', 'enterpriseProvisioning')?.value === 'universal';
      found.choice(['ios', 'buildType'], distribution, isInHouse ? { internal: 'in-house' } : distributions);
    }
    for (const literal of object.all) {
      const [name = ''] = literal.path.slice(-1);
      if (literal.path.at(-2) === 'env' && secretName.test(name))
        found.secret({ ...literal, key: literal.path.join('.'), purpose: 'other', removal: object.removalOf(literal) });
    }
    return found.done();
  },
};

/** The profile and those it extends, nearest first. */
function chainOf(object: LiteralObject, profile: string, profiles: readonly string[], found: FileCollector): readonly string[] {
  const chain = [profile];
  for (let current = profile; ;) {
    const parent = object.at('build', current, 'extends');
    if (typeof parent?.value !== 'string') return chain;
    if (chain.includes(parent.value)) {
      found.issue('import-profile-cycle', { file: 'eas.json', profiles: [...chain, parent.value].join(' → ') }, parent);
      return chain;
    }
    if (!profiles.includes(parent.value)) {
      found.issue('import-profile-missing', { file: 'eas.json', profile: parent.value }, parent);
      return chain;
    }
    current = parent.value;
    chain.push(current);
  }
}
