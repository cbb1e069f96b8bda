/** Every engine of the product, in the order in which they are offered. */

import { type Engine } from './engine/engine.ts';
import { WebEngine } from './web/webEngine.ts';
import { type WebEnginePorts } from './web/webEnginePorts.ts';

export type EnginePorts = WebEnginePorts;

export function createEngines(ports: EnginePorts): readonly Engine[] {
  return [new WebEngine(ports)];
}
