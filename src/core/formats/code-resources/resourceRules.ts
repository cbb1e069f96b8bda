/**
 * The rules that say which files of a bundle are sealed (Security's resources.cpp and bundlediskrep.cpp): expressions over the path
 * relative to the bundle. Of those that fit a path, the one with the highest weight counts; on a tie, one that omits.
 */

import { createPlist, plistBoolean, plistEntry, type PlistDictionary, type PlistValue } from '../plist/plistValue.ts';
import { compileExtendedRegex } from './extendedRegex.ts';

export interface ResourceRule {
  readonly pattern: string;
  readonly weight: number;
  readonly isOmitted: boolean;
  readonly isOptional: boolean;
  /** Code below it is sealed by its own signature. Bundles of macOS only. */
  readonly isNested: boolean;
}

export type RuleVerdict = 'sealed' | 'optional' | 'nested' | 'omitted';

const real = (value: number): PlistValue => ({ type: 'real', value });
const rule = (weight: number | undefined, ...flags: readonly string[]): PlistValue => ({
  type: 'dictionary',
  entries: new Map<string, PlistValue>([
    ...flags.map((flag): [string, PlistValue] => [flag, { type: 'boolean', value: true }]),
    ...(weight === undefined ? [] : [['weight', real(weight)] as const]),
  ]),
});
const always = createPlist(true);

/** What Apple's signer writes for flat bundles, those of iOS. */
export const rulesOfFlatBundles: PlistDictionary = {
  type: 'dictionary',
  entries: new Map([
    ['^.*', always],
    ['^.*\\.lproj/', rule(1000, 'optional')],
    ['^.*\\.lproj/locversion.plist$', rule(1100, 'omit')],
    ['^Base\\.lproj/', rule(1010)],
    ['^version.plist$', always],
  ]),
};

export const rules2OfFlatBundles: PlistDictionary = {
  type: 'dictionary',
  entries: new Map([
    ['.*\\.dSYM($|/)', rule(11)],
    ['^(.*/)?\\.DS_Store$', rule(2000, 'omit')],
    ['^.*', always],
    ['^.*\\.lproj/', rule(1000, 'optional')],
    ['^.*\\.lproj/locversion.plist$', rule(1100, 'omit')],
    ['^Base\\.lproj/', rule(1010)],
    ['^Info\\.plist$', rule(20, 'omit')],
    ['^PkgInfo$', rule(20, 'omit')],
    ['^embedded\\.provisionprofile$', rule(20)],
    ['^version\\.plist$', rule(20)],
  ]),
};

const mostRules = 200;
/** Characters of paths times those of expressions, over all questions to one list. */
const automatonBudget = 10_000_000;

/** `undefined` when it is not a dictionary of rules, or has more than there can be. */
export function parseResourceRules(value: PlistValue | undefined): readonly ResourceRule[] | undefined {
  if (value?.type !== 'dictionary' || value.entries.size > mostRules) return undefined;
  return [...value.entries].map(([pattern, written]) => ({
    pattern,
    weight: weightOf(plistEntry(written, 'weight')),
    // `false` leaves the files out, as `omit` does.
    isOmitted: plistBoolean(plistEntry(written, 'omit')) === true || plistBoolean(written) === false,
    isOptional: plistBoolean(plistEntry(written, 'optional')) === true,
    isNested: plistBoolean(plistEntry(written, 'nested')) === true,
  }));
}

function weightOf(value: PlistValue | undefined): number {
  if (value?.type === 'real') return value.value;
  return value?.type === 'integer' ? Number(value.value) : 1;
}

/** A function from path to verdict; `undefined` when an expression is none. */
export function resourceRuleMatcher(rules: readonly ResourceRule[]): ((path: string) => RuleVerdict) | undefined {
  const compiled: { readonly rule: ResourceRule; readonly fits: (path: string) => boolean }[] = [];
  for (const each of rules) {
    const fits = quickPatterns.get(each.pattern) ?? compileExtendedRegex(each.pattern);
    if (!fits) return undefined;
    compiled.push({ rule: each, fits });
  }
  let budget = automatonBudget;
  compiled.sort((a, b) => b.rule.weight - a.rule.weight || Number(b.rule.isOmitted) - Number(a.rule.isOmitted));
  return (path) => {
    const found = compiled.find(({ rule: { pattern }, fits }) => {
      if (!quickPatterns.has(pattern)) budget -= path.length * pattern.length;
      return budget > 0 ? fits(path) : false;
    })?.rule;
    // A list that was made to take long gets the strictest verdict.
    if (budget <= 0) return 'sealed';
    if (!found || found.isOmitted) return 'omitted';
    if (found.isNested) return 'nested';
    return found.isOptional ? 'optional' : 'sealed';
  };
}

/** The rules that nearly every bundle has, by hand: they are asked for each file of an app. */
const quickPatterns: ReadonlyMap<string, (path: string) => boolean> = new Map([
  ['^.*', () => true],
  ['^', () => true],
  ['^[^/]+$', (path: string) => path !== '' && !path.includes('/')],
  ['^Resources/', (path: string) => path.startsWith('Resources/')],
  ['^Resources/.*\\.lproj/', (path: string) => path.startsWith('Resources/') && path.slice(10).includes('.lproj/')],
  [
    '^(Frameworks|SharedFrameworks|PlugIns|Plug-ins|XPCServices|Helpers|MacOS|Library/(Automator|Spotlight|LoginItems))/',
    (path: string) =>
      /^(?:Frameworks|SharedFrameworks|PlugIns|Plug-ins|XPCServices|Helpers|MacOS|Library\/(?:Automator|Spotlight|LoginItems))\//.test(
        path,
      ),
  ],
  ['.*\\.dSYM($|/)', (path: string) => /\.dSYM(?:$|\/)/.test(path)],
  ['^(.*/)?\\.DS_Store$', (path: string) => path === '.DS_Store' || path.endsWith('/.DS_Store')],
  ['^.*\\.lproj/', (path: string) => path.includes('.lproj/')],
  ['^.*\\.lproj/locversion.plist$', (path: string) => /\.lproj\/locversion.plist$/.test(path)],
  ['^Base\\.lproj/', (path: string) => path.startsWith('Base.lproj/')],
  ['^Info\\.plist$', (path: string) => path === 'Info.plist'],
  ['^PkgInfo$', (path: string) => path === 'PkgInfo'],
  ['^embedded\\.provisionprofile$', (path: string) => path === 'embedded.provisionprofile'],
  ['^version\\.plist$', (path: string) => path === 'version.plist'],
  ['^version.plist$', (path: string) => /^version.plist$/.test(path)],
]);
