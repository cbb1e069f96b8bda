/**
 * Engines for checks while somebody types: an address in the settings is asked only when the file is saved and the workspace
 * trusted, so that no half-typed address is ever called. Pure.
 */

import { type Engine } from '../../core/engines/engine/engine.ts';

export function quietEngines(engines: readonly Engine[]): readonly Engine[] {
  return engines.map((engine): Engine => {
    return {
      id: engine.id,
      platforms: engine.platforms,
      versions: async () => await engine.versions(),
      check: async (spec, signal) => (spec.settings.web?.address === undefined ? await engine.check(spec, signal) : []),
      plan: async (spec, signal) => await engine.plan(spec, signal),
      ...(engine.proposeName && {
        proposeName: async (app, signal) => (app.settings.web?.address === undefined ? await engine.proposeName?.(app, signal) : undefined),
      }),
    };
  });
}
