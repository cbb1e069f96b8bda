/** Every engine of the product, in the order in which they are offered. */

import { ArchiveEngine, type ArchiveEnginePorts } from './archive/archiveEngine.ts';
import { type Engine } from './engine/engine.ts';
import { FrameworkEngine } from './framework/frameworkEngine.ts';
import { frameworks } from './frameworks.ts';
import { GradleEngine } from './gradle/gradleEngine.ts';
import { type GradleEnginePorts } from './gradle/gradleEnginePorts.ts';
import { ReuseEngine } from './reuse/reuseEngine.ts';
import { PictureMemory } from './web/pictureMemory.ts';
import { WebFileMemory } from './web/scanWebFiles.ts';
import { WebEngine, type WebEngineMemory } from './web/webEngine.ts';
import { type WebEnginePorts } from './web/webEnginePorts.ts';

export type EnginePorts = WebEnginePorts & GradleEnginePorts & ArchiveEnginePorts;

export function createEngines(ports: EnginePorts): readonly Engine[] {
  // What was seen of the web files serves both that pack them.
  const memory: WebEngineMemory = { pictures: new PictureMemory(), memory: new WebFileMemory() };
  const web = new WebEngine(ports, memory);
  const built = frameworks.map((framework) => new FrameworkEngine(ports, framework));
  return [web, new GradleEngine(ports), ...built, new ArchiveEngine(ports), new ReuseEngine(ports, web, memory)];
}
