/** Every engine of the product, in the order in which they are offered. */

import { ArchiveEngine, type ArchiveEnginePorts } from './archive/archiveEngine.ts';
import { type Engine } from './engine/engine.ts';
import { GradleEngine } from './gradle/gradleEngine.ts';
import { type GradleEnginePorts } from './gradle/gradleEnginePorts.ts';
import { WebEngine } from './web/webEngine.ts';
import { type WebEnginePorts } from './web/webEnginePorts.ts';

export type EnginePorts = WebEnginePorts & GradleEnginePorts & ArchiveEnginePorts;

export function createEngines(ports: EnginePorts): readonly Engine[] {
  return [new WebEngine(ports), new GradleEngine(ports), new ArchiveEngine(ports)];
}
