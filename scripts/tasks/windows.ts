/**
 * `npm run test:windows`: the command line and the tests of `src/node`, `src/cli` and the workflow in the Windows build of Node, under Wine.
 * Without Wine and the right to install it, the tests are skipped on a developer's machine and fail in CI. Arguments name single test files.
 */

import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runSteps, type Step } from '../steps/steps.ts';
import { closingLine, oneFailed, onePassed, readTally } from '../steps/tally.ts';
import { projectRoot } from '../steps/projectRoot.ts';
import { runMocha } from '../steps/toolStep.ts';
import { buildWindowsTree, newerNodeFile, registerFile, windowsTree } from '../windows/buildWindowsTree.ts';
import { untested } from '../windows/untestedFiles.ts';
import { openWineNode, windowsPath, type WineNode } from '../windows/wineNode.ts';

const limitMs = 30 * 60_000;
const specs = [
  'test/unit/node/**/*.test.ts',
  'test/unit/cli/**/*.test.ts',
  'test/unit/core/workflow/**/*.test.ts',
  'test/windows/*.windows.ts',
];
const named = process.argv.slice(2);
const isCi = process.env['CI'] === 'true';
let node: WineNode | undefined;

const wineStep: Step = {
  name: 'wine',
  about: 'the Windows build of Node',
  run: async () => {
    node = await openWineNode((line) => {
      console.log(`  ${line}`);
    });
    if (node) return { tally: onePassed };
    return isCi
      ? { tally: oneFailed, note: 'absent' }
      : { tally: { passed: 0, failed: 0, skipped: 1 }, note: 'skipped: Wine is not installed' };
  },
};

const buildStep: Step = {
  name: 'build',
  about: 'sources and tests for Node 20',
  run: async () => {
    await buildWindowsTree();
    return { tally: onePassed };
  },
};

const testStep: Step = {
  name: 'windows',
  about: 'mocha in the Node of Windows',
  run: async () => {
    if (!node) return { tally: { passed: 0, failed: 0, skipped: 1 }, note: 'skipped: Wine is not installed' };
    for (const { file, title, reason } of untested)
      console.log(`  untested: ${file}${title === undefined ? '' : `, ${title}`} (${reason})`);
    const isTested = (path: string) => !untested.some(({ file, title }) => file === path && title === undefined);
    const files = named.length > 0 ? named : globSync(specs, { cwd: projectRoot }).toSorted().filter(isTested);
    return await runFiles(node, files);
  },
};

async function runFiles(wineNode: WineNode, files: readonly string[]): ReturnType<Step['run']> {
  // Its name has a space and letters outside of ASCII, as the folders of users do.
  const folder = mkdtempSync(join(tmpdir(), 'mobile distribution ü-'));
  try {
    const tallyFile = join(folder, 'tally.json');
    const temporary = windowsPath(folder);
    const register = pathToFileURL(join(windowsTree, registerFile)).href.replace('file:///', 'file:///Z:/');
    const newerNode = `--require "${windowsPath(join(windowsTree, newerNodeFile)).replaceAll('\\', '/')}"`;
    const env = {
      TALLY_FILE: windowsPath(tallyFile),
      TEMP: temporary,
      TMP: temporary,
      UNTESTED_TITLES: JSON.stringify(untested.flatMap(({ title }) => title ?? [])),
      // For the built product, which needs no hooks.
      PRODUCT_NODE_OPTIONS: newerNode,
      // Inherited by the programs that tests start.
      NODE_OPTIONS: `${newerNode} --experimental-require-module --disable-warning=ExperimentalWarning --import ${register}`,
    };
    const started = await wineNode.run(['scripts/windows/runTests.ts', ...files], {
      cwd: windowsTree,
      env,
      outputFile: join(folder, 'output.txt'),
      limitMs,
    });
    console.log(started.output.trimEnd());
    const tally = readTally(tallyFile);
    if (!tally) return { tally: oneFailed, note: `ended with ${started.exitCode} before its tests did` };
    return { tally, note: closingLine(tally) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const nativeStep: Step = {
  name: 'windows',
  about: `mocha (${relative('.', 'test/windows')})`,
  run: async () => runMocha(['test/windows/*.windows.ts']),
};

try {
  // On Windows itself `npm test` runs all other tests.
  await runSteps(process.platform === 'win32' ? [nativeStep] : [wineStep, buildStep, testStep]);
} finally {
  await node?.stop();
}
