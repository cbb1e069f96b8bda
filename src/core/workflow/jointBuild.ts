/**
 * Several packages of one app that one run of its tool builds. Each is checked, locked, signed and recorded by itself, as always; at the build
 * they wait for each other. One that stops before its build leaves the others to go on without it.
 */

import { type ProgressReporter } from '../base/progress.ts';
import { withHooksTogether } from '../engines/engine/buildHooks.ts';
import { type BuildSpec, type Engine } from '../engines/engine/engine.ts';
import { type RunContext, type RunWorld } from '../engines/engine/planRun.ts';
import { runTogether } from '../engines/engine/runTogether.ts';
import { buildUnsigned, checkedPackage, type UnsignedPackage } from './buildUnsigned.ts';

/** One package of several. */
export interface JointMember {
  /** Of all packages that are to be built together, as their tool names them. */
  readonly variants: readonly string[];
  build(world: RunWorld, engine: Engine, spec: BuildSpec, context: RunContext): Promise<UnsignedPackage>;
  /** When the package is made or has failed, however it ended. */
  leave(): void;
}

interface Arrived {
  readonly world: RunWorld;
  readonly engine: Engine;
  readonly spec: BuildSpec;
  readonly context: RunContext;
  readonly end: PromiseWithResolvers<UnsignedPackage>;
}

export function jointMembers(variants: readonly string[]): readonly JointMember[] {
  const count = variants.length;
  // By place, so that the plan is the same whichever package arrives first.
  const arrived: (Arrived | undefined)[] = Array.from({ length: count });
  let missing = count;
  const oneLess = (): void => {
    missing -= 1;
    if (missing === 0) void buildAll(arrived.filter((each) => each !== undefined));
  };
  return Array.from({ length: count }, (_, place) => {
    let isHere = false;
    return {
      variants,
      build: async (world, engine, spec, context) => {
        isHere = true;
        const end = Promise.withResolvers<UnsignedPackage>();
        arrived[place] = { world, engine, spec, context, end };
        oneLess();
        return await end.promise;
      },
      leave: () => {
        if (!isHere) oneLess();
        isHere = true;
      },
    };
  });
}

/** Every promise is settled when this ends; it never throws. */
async function buildAll(arrived: readonly Arrived[]): Promise<void> {
  try {
    const [first, ...others] = arrived;
    if (!first) return;
    const { engine, world } = first;
    if (others.length === 0 || !engine.planTogether || others.some((other) => other.engine !== engine)) {
      for (const { world: own, engine: by, spec, context, end } of arrived) end.resolve(await buildUnsigned(own, by, spec, context));
      return;
    }
    const context = contextOfAll(arrived);
    context.report({ step: 'building', fraction: 0 });
    const specs = [first.spec, ...others.map(({ spec }) => spec)] as const;
    const plan = withHooksTogether(await engine.planTogether(specs, context.signal), specs);
    const results = await runTogether(world, plan, context);
    await Promise.all(
      results.map(async (result, index) => {
        const { end, context: own } = arrived[index] ?? first;
        if (result.kind === 'failed') return end.reject(result.failure);
        try {
          const checked = await checkedPackage(world, { engine, context: own, built: result.built, format: 'file' });
          end.resolve({ ...checked, builtWith: plan.artifacts.map(({ variant }) => variant) });
        } catch (error) {
          end.reject(error);
        }
      }),
    );
  } catch (error) {
    for (const { end } of arrived) end.reject(error);
  }
}

/** One process works for all of them: each sees its lines and its progress, and to stop one is to stop it. */
function contextOfAll(arrived: readonly Arrived[]): RunContext {
  const contexts = arrived.map(({ context }) => context);
  const [first] = contexts;
  if (!first) throw new Error('no package is built');
  const report: ProgressReporter = (update) => {
    for (const context of contexts) context.report(update);
  };
  return {
    ...first,
    report,
    log: (line) => {
      for (const context of contexts) context.log(line);
    },
    signal: AbortSignal.any(contexts.map(({ signal }) => signal)),
  };
}
