/**
 * The native side that a full build starts from, so that later packages can be made from its result. It is noted before the build: a
 * file that is changed meanwhile then counts as changed. Where the engine itself knows it, the engine is asked after the build instead.
 */

import { type NativeSide } from '../engines/engine/nativeSide.ts';
import { type BuildSpec, type Engine } from '../engines/engine/engine.ts';
import { readProjectNativeSide } from '../engines/reuse/native/projectNativeSide.ts';
import { nativeProject } from '../engines/reuse/reuseEngine.ts';
import { type FilesWorld } from './workflowWorld.ts';

/** To be called after the build. A package whose native side cannot be read is made all the same; it is not reused later. */
export function noteNativeSide(
  world: FilesWorld,
  engine: Engine,
  spec: BuildSpec,
  signal: AbortSignal,
): () => Promise<NativeSide | undefined> {
  if (engine.id === 'reuse' || engine.id === 'archive') return async () => undefined;
  if (spec.framework === 'web') return async () => await engine.nativeSide?.(spec, signal);
  const reading = readProjectNativeSide(nativeProject(world, spec, signal)).catch(() => undefined);
  return () => reading;
}
