/** A fuzz target finds nothing in readers that its seeds do not reach. */

import { deepStrictEqual } from 'node:assert/strict';
import { webTools } from '../../../../src/core/projects/web/readWebProject.ts';
import { readWebBuilds, webBuildSeeds } from '../../../fuzz/webBuilds.fuzz.ts';

describe('the seeds of the fuzz target for web builds', () => {
  it('are taken for a project of each tool', async () => {
    const reached = new Set((await Promise.all(webBuildSeeds.map(readWebBuilds))).flat());
    deepStrictEqual(
      webTools.map(({ name }) => name).filter((name) => !reached.has(name)),
      [],
    );
  });
});
