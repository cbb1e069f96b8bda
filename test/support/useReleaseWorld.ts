/** For tests of use cases: before each, an owner with one app on an empty storage in a folder, which is removed after it. Call it inside `describe`. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App } from '../../src/releases/use-cases/access.ts';
import { type Actor } from '../../src/releases/use-cases/releaseWorld.ts';
import { makeApp, openReleaseWorld, ownerOf, type TestWorld } from './releaseWorld.ts';

export interface OpenedWorld {
  readonly folder: string;
  /** A test that opens the storage again puts it here. */
  world: TestWorld;
  readonly actor: Actor;
  readonly app: App;
}

export function useReleaseWorld(onOpened: (opened: OpenedWorld) => void, os = 'Android'): void {
  let opened: OpenedWorld;
  beforeEach(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'releases-'));
    const world = await openReleaseWorld(folder);
    const actor = await ownerOf(world);
    opened = { folder, world, actor, app: await makeApp(world, actor, 'Demo', os) };
    onOpened(opened);
  });
  afterEach(async () => {
    await opened.world.records.close();
    await rm(opened.folder, { recursive: true, force: true });
  });
}
