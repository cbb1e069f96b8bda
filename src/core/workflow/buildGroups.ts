/** Which packages of one call are built by one run of a tool: variants of one app whose engine can do that, each variant once. */

import { isFailure } from '../base/failure.ts';
import { type Engine } from '../engines/engine/engine.ts';
import { variantOf } from '../engines/gradle/gradleRun.ts';
import { variantName } from './checkVariant.ts';
import { type CreatePackageRequest } from './createPackage.ts';
import { appOnPlatform, type AppWorld, openApp } from './openApp.ts';

type GroupedRequest = Pick<CreatePackageRequest, 'appFolder' | 'platform' | 'overrides' | 'isClean'>;

interface Group {
  readonly key: string;
  readonly variants: Set<string>;
  readonly indexes: number[];
}

/** Packages of one run of a tool. */
export interface BuildGroup {
  /** Places in the requests. */
  readonly indexes: readonly number[];
  /** Of the same packages, as the tool names them; empty for a package that is built by itself. */
  readonly variants: readonly string[];
}

/** Each request is in one group. */
export async function buildGroups(
  world: AppWorld & { readonly engines: readonly Engine[] },
  requests: readonly GroupedRequest[],
): Promise<readonly BuildGroup[]> {
  const isAlone = requests.length < 2;
  const groups: Group[] = [];
  for (const [index, request] of requests.entries()) {
    const variant = isAlone ? undefined : await jointVariant(world, request);
    const key = JSON.stringify([request.appFolder, request.platform, request.isClean === true, moduleOf(variant)]);
    const group = variant === undefined ? undefined : groups.find((each) => each.key === key && !each.variants.has(variant));
    if (group && variant !== undefined) {
      group.variants.add(variant);
      group.indexes.push(index);
    } else
      groups.push({ key: variant === undefined ? '' : key, variants: new Set(variant === undefined ? [] : [variant]), indexes: [index] });
  }
  return groups.map(({ indexes, variants }) => ({
    indexes,
    variants: [...variants].map((variant) => variantOf({ variant, buildType: 'release' })),
  }));
}

/** The request of our init script is for one module of the build. */
function moduleOf(variant = ''): string {
  return variant.slice(0, Math.max(0, variant.lastIndexOf(':')));
}

/** `undefined` for a package that is built by itself, or that cannot be built at all, which its own run says. */
async function jointVariant(
  world: AppWorld & { readonly engines: readonly Engine[] },
  { appFolder, platform, overrides = {} }: GroupedRequest,
): Promise<string | undefined> {
  try {
    const app = await openApp(world, appFolder, overrides);
    const target = appOnPlatform(app, platform, overrides);
    const { engine, buildType } = target.effective;
    const canJoin = world.engines.find(({ id }) => id === engine?.value)?.planTogether !== undefined;
    if (!canJoin || (target.variant && target.variant.kind !== 'chosen')) return undefined;
    return variantName(target) ?? variantOf({ buildType: buildType.value });
  } catch (error) {
    if (isFailure(error)) return undefined;
    throw error;
  }
}
