/** The bundle of JavaScript of a React Native or Expo app, as content of an earlier package. */

import { createIssue, type Issue } from '../../../base/issue.ts';
import { issuesFound } from '../../../base/issuesFound.ts';
import { phrase } from '../../../base/phrase.ts';
import { present } from '../../../base/present.ts';
import { type BuildSpec } from '../../engine/engine.ts';
import { type ReuseBase } from '../openBase.ts';
import { type ReusedContent } from '../reusedContent.ts';
import { bundleChange, bundleEntry, bundleVersionOf, hasEmbeddedUpdate } from './bundleChange.ts';
import { bundleSteps } from './bundleSteps.ts';
import { type BundleTools, type BundleToolsWorld, findBundleTools } from './bundleTools.ts';

export function reusedBundle(world: BundleToolsWorld): ReusedContent {
  return {
    name: 'the bundle',
    check: async (spec, base) => (await look(world, spec, base)).issues,
    plan: async (spec, base) => {
      const { tools, issues } = await look(world, spec, base);
      if (!tools) throw issuesFound(issues);
      const { steps, made } = bundleSteps(world, spec, tools);
      return { steps, change: async (source) => ({ change: await bundleChange(world, source, base, spec, made), issues: [] }) };
    },
  };
}

async function look(
  world: BundleToolsWorld,
  spec: BuildSpec,
  base: ReuseBase,
): Promise<{ readonly tools?: BundleTools; readonly issues: readonly Issue[] }> {
  const entry = bundleEntry(base, spec.platform);
  const unfit = (reason: string): Issue => createIssue('reuse-base-unfit', { path: base.path, reason }, { file: base.path });
  if (!entry) return { issues: [unfit(phrase('it has no bundle of JavaScript; debug packages load it from a computer'))] };
  if (hasEmbeddedUpdate(base, spec.platform))
    return { issues: [unfit(phrase('it contains an update of expo-updates, which only a full build can write'))] };
  const source = await world.files.openFile(base.path, present('identity', base.identity));
  try {
    const version = await bundleVersionOf(source, entry);
    return await findBundleTools(world, spec, version !== undefined);
  } finally {
    await source.close();
  }
}
