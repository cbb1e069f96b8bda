/**
 * A fixture is a small tree of files in one text: sections that begin with `=== <path>`, and last what `checkLayers` must
 * say about them, in the section `=== violations`. Every room has a file `stub.ts` to import that need not be written.
 */

import { layerRules } from '../../scripts/layers/layerRules.ts';

export interface LayerFixture {
  readonly files: ReadonlyMap<string, string>;
  readonly violations: readonly string[];
}

export function parseLayerFixture(text: string): LayerFixture {
  const files = new Map(layerRules.map(({ room }) => [`${room}/stub.ts`, '/** A module to import. */\n\nexport const stub = 1;\n']));
  let violations: readonly string[] = [];
  for (const section of text.split(/^=== /m).slice(1)) {
    const end = section.indexOf('\n');
    const [title, body] = [section.slice(0, end), section.slice(end + 1)];
    if (title === 'violations') violations = body.split('\n').filter((line) => line !== '');
    else files.set(title, body);
  }
  return { files, violations };
}
