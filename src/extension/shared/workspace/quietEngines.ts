/**
 * Engines that ask no address and no build host of the settings as long as `isQuiet`: while someone types, so that no half-typed address is ever
 * called, and in Restricted Mode. Pure.
 */

import { type BuildSpec, type Engine } from '../../../core/engines/engine/engine.ts';

/** A plan for another computer begins with a question to it. */
function withoutBuildHost(spec: BuildSpec): BuildSpec {
  const { buildHost: _, ...ios } = spec.settings.ios ?? {};
  return { ...spec, settings: { ...spec.settings, ios } };
}

const nothing = { evaluations: [], issues: [] } as const;

function planTogether(engine: Engine, isQuiet: () => boolean): Pick<Engine, 'planTogether'> {
  const plan = engine.planTogether?.bind(engine);
  if (!plan) return {};
  return {
    planTogether: async ([first, ...others], signal) =>
      await (isQuiet() ? plan([withoutBuildHost(first), ...others.map(withoutBuildHost)], signal) : plan([first, ...others], signal)),
  };
}

export function quietEngines(engines: readonly Engine[], isQuiet: () => boolean = () => true): readonly Engine[] {
  return engines.map((engine): Engine => {
    const mayAsk = (address: string | undefined): boolean => address === undefined || !isQuiet();
    return {
      id: engine.id,
      platforms: engine.platforms,
      ...(engine.tools && { tools: engine.tools }),
      ...(engine.variantsOn && { variantsOn: engine.variantsOn }),
      versions: async () => await engine.versions(),
      ...(engine.projectVersion && { projectVersion: async (folder, facts) => await engine.projectVersion?.(folder, facts) }),
      ...(engine.missingTools && { missingTools: async (app) => (await engine.missingTools?.(app)) ?? [] }),
      // It runs code of the project.
      ...(engine.evaluate && {
        evaluate: async (app, signal) => (isQuiet() ? nothing : ((await engine.evaluate?.(app, signal)) ?? nothing)),
      }),
      ...(engine.nativeSide && { nativeSide: async (spec, signal) => await engine.nativeSide?.(spec, signal) }),
      check: async (spec, signal) => (mayAsk(spec.settings.web?.address) ? await engine.check(spec, signal) : []),
      plan: async (spec, signal) => await engine.plan(isQuiet() ? withoutBuildHost(spec) : spec, signal),
      ...planTogether(engine, isQuiet),
      ...(engine.proposeName && {
        proposeName: async (app, signal) => (mayAsk(app.settings.web?.address) ? await engine.proposeName?.(app, signal) : undefined),
      }),
    };
  });
}
