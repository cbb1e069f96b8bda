/** Inspecting a package of 100 MB in a warm process, against other people's readers as whole processes. */

import { inspectAndroidPackage } from '../../src/core/packages/inspectAndroidPackage.ts';
import { NodeOpenFile } from '../../src/node/nodeOpenFile.ts';
import { findJudge } from '../oracle/support/findJudge.ts';
import { timeDemand, type BenchCase } from './support/benchCase.ts';
import { benchApk } from './support/benchFolder.ts';
import { compare, type Contestant } from './support/measure.ts';
import { runMdist, runToEnd } from './support/processes.ts';

export const bench: BenchCase = {
  title: 'Inspect an APK of 100 MB',
  run: async () => {
    const path = await benchApk(100);
    const contestants: Contestant[] = [
      { name: 'inspect, in this process', run: () => inspect(path) },
      { name: 'mdist package inspect', run: () => runMdist(['package', 'inspect', path]) },
    ];
    const aapt2 = findJudge('aapt2');
    if (aapt2 !== undefined) contestants.push({ name: 'aapt2 dump badging', run: () => runToEnd(aapt2, ['dump', 'badging', path]) });
    const measurements = await compare(contestants, { warmups: 3 });
    const [warm] = measurements;
    if (!warm) throw new Error('nothing was measured');
    return {
      measurements,
      demands: [timeDemand('Inspecting in a warm process', warm, 15)],
      ...(aapt2 === undefined && { skipped: ['aapt2: not installed'] }),
    };
  },
};

async function inspect(path: string): Promise<void> {
  const source = await NodeOpenFile.open(path);
  try {
    const { inspection } = await inspectAndroidPackage(source);
    if (inspection?.appIdentifier !== 'com.acme.small') throw new Error('the package was not read');
  } finally {
    await source.close();
  }
}
