/** A program: builds the web app of a folder as an unsigned package and prints the peak of its memory in MB. Started by tests of limits. */

import { existsSync, readFileSync } from 'node:fs';
import { WebEngine } from '../../src/core/engines/web/webEngine.ts';
import { NodeFileSystem } from '../../src/node/nodeFileSystem.ts';
import { nodePathTools } from '../../src/node/nodePathTools.ts';
import { buildWithEngine } from './buildWithEngine.ts';
import { MemoryFiles } from './memoryFiles.ts';
import { webSpec, webWorld } from './webWorld.ts';

const [, , appFolder = ''] = process.argv;
const engine = new WebEngine({ ...webWorld({}), files: new NodeFileSystem(), paths: nodePathTools });
const spec = webSpec({ webDir: 'www' }, { appFolder });
const { signal } = new AbortController();
await engine.check(spec, signal);
await buildWithEngine(engine, spec, await new MemoryFiles().createFile('/out'));
console.log(Math.round(peakKilobytes() / 1024));

/** Of this process alone: what `resourceUsage` says begins with the peak of the process that started it. */
function peakKilobytes(): number {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  const [, peak] = /^VmHWM:\s*(\d+) kB$/m.exec(status) ?? [];
  return peak === undefined ? process.resourceUsage().maxRSS : Number(peak);
}
