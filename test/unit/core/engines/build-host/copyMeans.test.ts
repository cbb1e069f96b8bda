/** How a project gets to a build host, by what the two computers have and what the project is. */

import { deepStrictEqual } from 'node:assert/strict';
import { utf8 } from '../../../../../src/core/base/bytes.ts';
import { isFailure } from '../../../../../src/core/base/failure.ts';
import { copyMeans } from '../../../../../src/core/engines/build-host/copyMeans.ts';
import { Toolchains } from '../../../../../src/core/engines/toolchains/toolchains.ts';
import { MemoryFiles, posixPaths } from '../../../../support/memoryFiles.ts';

async function check(
  { here, there, isRepository = true }: { here: readonly string[]; there: readonly string[]; isRepository?: boolean },
  expected: string,
) {
  const files = new MemoryFiles({
    '/app/a.swift': utf8(''),
    ...(isRepository && { '/app/.git/HEAD': utf8('ref: refs/heads/main') }),
    ...Object.fromEntries(here.map((name) => [`/here/${name}`, utf8('')])),
    ...Object.fromEntries(there.map((name) => [`/there/${name}`, utf8('')])),
  });
  const toolchains = (path: string): Toolchains =>
    new Toolchains({
      files,
      paths: posixPaths,
      machine: { system: 'linux', homeFolder: '/home/user', variable: (name) => (name === 'PATH' ? path : undefined) },
    });
  const world = { files, paths: posixPaths, toolchains: toolchains('/here') };
  let found: string;
  try {
    found = await copyMeans(world, 'mac.test', { toolchains: toolchains('/there') }, '/app');
  } catch (error) {
    found = isFailure(error, 'issues-found') ? error.issues.map(({ code, message }) => `${code}: ${message}`).join('\n') : String(error);
  }
  deepStrictEqual(found, expected);
}

describe('copyMeans', () => {
  const none = 'build-host-copy-impossible: The project cannot be copied to the build host mac.test: ';

  it('takes rsync where both computers have it', async () => {
    await check({ here: ['rsync', 'git'], there: ['git', 'rsync'] }, 'rsync');
    await check({ here: ['rsync'], there: ['rsync'], isRepository: false }, 'rsync');
  });

  it('takes git where one of them has no rsync', async () => {
    await check({ here: ['git'], there: ['rsync', 'git'] }, 'git');
    await check({ here: ['rsync', 'git'], there: ['git'] }, 'git');
  });

  it('says why it cannot be copied', async () => {
    await check({ here: ['rsync'], there: ['git'] }, `${none}neither rsync nor git is on both computers`);
    await check({ here: ['rsync', 'git'], there: [] }, `${none}neither rsync nor git is on both computers`);
    await check(
      { here: ['git'], there: ['git'], isRepository: false },
      `${none}rsync is not on both computers, and the project is not in a Git repository`,
    );
  });
});
