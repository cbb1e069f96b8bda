/** Which variant of a project a package is made of: the one that was named, by its whole name or its flavor, else the only one there is. */

import { type BuildType } from '../settings/platform.ts';
import { type VariantFacts } from './projectFacts.ts';

export type VariantChoice =
  | { readonly kind: 'chosen'; readonly variant: VariantFacts }
  /** Several would do, and none was named. */
  | { readonly kind: 'missing'; readonly choices: readonly string[] }
  | { readonly kind: 'unknown'; readonly choices: readonly string[] }
  /** The named one is for developers, and the package is not, or the other way round. */
  | { readonly kind: 'other-build-type'; readonly variant: VariantFacts };

export function chooseVariant(variants: readonly VariantFacts[], wanted: string | undefined, buildType: BuildType): VariantChoice {
  const type = buildType === 'debug' ? 'debug' : 'release';
  const usual = variants.filter((variant) => variant.buildType === type);
  // Other modules are other apps, which are built only when they are named.
  if (wanted === undefined) return oneOf(usual.filter(isOfFirstModule), variants);
  const is = (name: string | undefined): boolean => name?.toLowerCase() === wanted.toLowerCase();
  const named = variants.find(({ name }) => name === wanted) ?? variants.find(({ name }) => is(name));
  if (named) return fits(named, buildType) ? { kind: 'chosen', variant: named } : { kind: 'other-build-type', variant: named };
  const ofFlavor = usual.find(({ flavor }) => is(flavor));
  if (ofFlavor) return { kind: 'chosen', variant: ofFlavor };
  const ofType = variants.filter((variant) => is(variant.buildType) && isOfFirstModule(variant));
  return oneOf(ofType, variants);
}

/** Of Xcode a variant is a scheme, and a package of each build type is made of it. Without a name the project says which one it is. */
export function chooseScheme(variants: readonly VariantFacts[], wanted: string | undefined): VariantChoice | undefined {
  if (wanted === undefined) return undefined;
  const named = variants.find(({ name }) => name === wanted) ?? variants.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  return named ? { kind: 'chosen', variant: named } : { kind: 'unknown', choices: variants.map(({ name }) => name) };
}

function isOfFirstModule({ ofModule }: VariantFacts): boolean {
  return ofModule === undefined;
}

function oneOf(found: readonly VariantFacts[], all: readonly VariantFacts[]): VariantChoice {
  const [first, ...others] = found;
  if (first && others.length === 0) return { kind: 'chosen', variant: first };
  return first ? { kind: 'missing', choices: namesOf(found) } : { kind: 'unknown', choices: namesOf(all) };
}

/** The shorter name of a flavor, where the build type says the rest. */
function namesOf(variants: readonly VariantFacts[]): readonly string[] {
  const isUsual = variants.every(
    ({ buildType }) => buildType === variants[0]?.buildType && (buildType === 'debug' || buildType === 'release'),
  );
  return variants.map(({ name, flavor }) => (isUsual && flavor !== undefined ? flavor : name));
}

/** Where it is not known whether a variant is for developers, the package itself says it after the build. */
function fits({ isDebuggable }: VariantFacts, buildType: BuildType): boolean {
  return isDebuggable === undefined || isDebuggable === (buildType === 'debug');
}
