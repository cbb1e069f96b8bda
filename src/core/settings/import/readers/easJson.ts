/**
 * `eas.json` of Expo Application Services: build profiles, which may extend each other. Taken is the profile `production`, else the only one,
 * or first one, that is not for development; what it leaves out is what EAS does then.
 */

import { LiteralObject } from '../../../formats/source-literals/literalObject.ts';
import { type Literal } from '../../../formats/source-literals/findLiterals.ts';
import { FileCollector } from '../fileCollector.ts';
import { type ImportReader } from '../importedFile.ts';
import { secretName } from '../secretName.ts';

const androidBuildTypes = { apk: 'release', 'app-bundle': 'app-bundle' } as const;
const distributions = { store: 'app-store', internal: 'ad-hoc' } as const;

export const easJson: ImportReader = {
  tool: 'Expo Application Services',
  files: ['eas.json'],
  read(text, file) {
    const found = new FileCollector(text, file, this.tool);
    const object = new LiteralObject(text);
    const profiles = object.keysAt('build').filter((name) => object.objectAt('build', name) !== undefined);
    const profile = chooseProfile(object, profiles, found);
    if (profile !== undefined) collectProfile(object, profile, profiles, found);
    for (const literal of object.all) {
      const [name = ''] = literal.path.slice(-1);
      if (literal.path.at(-2) === 'env' && secretName.test(name))
        found.secret({ ...literal, key: literal.path.join('.'), purpose: 'other', removal: object.removalOf(literal) });
    }
    return found.done();
  },
};

function chooseProfile(object: LiteralObject, profiles: readonly string[], found: FileCollector): string | undefined {
  if (profiles.includes('production')) return 'production';
  const extended = new Set(profiles.map((name) => object.at('build', name, 'extends')?.value));
  const isDevelopment = (name: string): boolean =>
    object.at('build', name, 'developmentClient')?.value === true || /^(?:dev|debug|simulator)/i.test(name);
  const others = profiles.filter((name) => !isDevelopment(name));
  // A profile that others extend is made for that.
  const own = others.filter((name) => !extended.has(name));
  const candidates = own.length > 0 ? own : others;
  const [first, ...left] = candidates;
  if (first !== undefined && left.length > 0)
    found.issue('import-profile-chosen', { file: 'eas.json', profile: first, others: left.join(', ') }, object.objectAt('build', first));
  return first;
}

function collectProfile(object: LiteralObject, profile: string, profiles: readonly string[], found: FileCollector): void {
  const chain = chainOf(object, profile, profiles, found);
  // What an extended profile says that is not there is unknown.
  const isWhole = !found.hasIssue('import-profile-missing', 'import-profile-cycle');
  const first = (...path: readonly string[]): Literal | undefined => {
    for (const name of chain) {
      const literal = object.at('build', name, ...path);
      if (literal) return literal;
    }
    return undefined;
  };
  const place = object.objectAt('build', profile);
  const of = (platform: string) => first(platform, 'distribution') ?? first('distribution');
  const android = { distribution: of('android'), type: first('android', 'buildType'), command: first('android', 'gradleCommand') };
  const isForDevelopers = first('developmentClient')?.value === true;
  if (android.command && typeof android.command.value === 'string') {
    // The command says itself what is built.
    const task = /:?(bundle|assemble)\w*?(debug|release)?$/i.exec(android.command.value.trimEnd().slice(-200));
    const kind = task?.[2]?.toLowerCase() === 'debug' ? 'debug' : task?.[1]?.toLowerCase() === 'bundle' ? 'app-bundle' : 'release';
    if (task) found.choice(['android', 'buildType'], android.command, { [android.command.value]: kind });
    else found.skip(['android', 'buildType'], android.command, 'choice');
  } else if (android.type) found.choice(['android', 'buildType'], android.type, androidBuildTypes);
  else if (isForDevelopers) found.choiceOrDefault(['android', 'buildType'], undefined, {}, { place, value: 'debug' });
  // Without a word on it, EAS makes a bundle for the store and an APK for devices.
  else if (android.distribution) found.choice(['android', 'buildType'], android.distribution, { store: 'app-bundle', internal: 'release' });
  else if (isWhole) found.choiceOrDefault(['android', 'buildType'], undefined, {}, { place, value: 'app-bundle' });
  const distribution = of('ios');
  const isSimulator = first('ios', 'simulator');
  if (isSimulator?.value === true) {
    found.skip(['ios', 'buildType'], isSimulator, 'choice');
    return;
  }
  const isInHouse = distribution?.value === 'internal' && first('ios', 'enterpriseProvisioning')?.value === 'universal';
  if (distribution) found.choice(['ios', 'buildType'], distribution, isInHouse ? { internal: 'in-house' } : distributions);
  else if (isWhole) found.choiceOrDefault(['ios', 'buildType'], undefined, {}, { place, value: 'app-store' });
}

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
