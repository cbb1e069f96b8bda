/**
 * Engines for checks while somebody types: an address in the settings is asked only when the file is saved and the workspace
 * trusted, so that no half-typed address is ever called. Pure.
 */

import { type Engine } from '../../core/engines/engine.ts';

export function quietEngines(engines: readonly Engine[]): readonly Engine[] {
  return engines.map((engine): Engine => {
    return {
      id: engine.id,
      platforms: engine.platforms,
      versions: async () => await engine.versions(),
      check: async (plan, signal) => (plan.settings.web?.address === undefined ? await engine.check(plan, signal) : []),
      build: async (plan, output, context) => await engine.build(plan, output, context),
      ...(engine.proposeName && {
        proposeName: async (app, signal) => (app.settings.web?.address === undefined ? await engine.proposeName?.(app, signal) : undefined),
      }),
    };
  });
}
