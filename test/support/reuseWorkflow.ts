/** The whole workflow in memory with the engines that pack web files: the real ones, with the real shells, signer and verifier. */

import { type BuildSpec, type Engine } from '../../src/core/engines/engine/engine.ts';
import { ZipWriter } from '../../src/core/formats/zip/zipWriter.ts';
import { createIssue, type Issue } from '../../src/core/base/issue.ts';
import { type Bytes, utf8 } from '../../src/core/base/bytes.ts';
import { isFailure } from '../../src/core/base/failure.ts';
import { PictureMemory } from '../../src/core/engines/web/pictureMemory.ts';
import { ReuseEngine } from '../../src/core/engines/reuse/reuseEngine.ts';
import { WebFileMemory } from '../../src/core/engines/web/scanWebFiles.ts';
import { Toolchains } from '../../src/core/engines/toolchains/toolchains.ts';
import { WebEngine } from '../../src/core/engines/web/webEngine.ts';
import { bytesSource, type ByteSource } from '../../src/core/base/byteSource.ts';
import { inspectZip } from '../../src/core/formats/zip/inspectZip.ts';
import { readEntry } from '../../src/core/formats/zip/readEntry.ts';
import { createPackage, type CreatedPackage, type CreatePackageRequest } from '../../src/core/workflow/createPackage.ts';
import { createPackageTools } from '../../src/core/workflow/createPackageTools.ts';
import { type WorkflowWorld } from '../../src/core/workflow/workflowWorld.ts';
import { NodeFileSystem } from '../../src/node/nodeFileSystem.ts';
import { NodeProductFiles } from '../../src/node/nodeProductFiles.ts';
import { countingRandom, fixedClock } from './fixedWorld.ts';
import { hereDigester } from './hereDigester.ts';
import { MemoryFiles, posixPaths } from './memoryFiles.ts';
import { passwords, testKeystore, workflowWorld } from './workflowWorld.ts';

const productFiles = new NodeProductFiles('media', new NodeFileSystem());

export function reuseEngines(files: MemoryFiles): WorkflowWorld['engines'] {
  const http = { request: async () => Promise.reject(new Error('no network')) };
  const ports = { files, paths: posixPaths, clock: fixedClock(), http, productFiles };
  const memory = { pictures: new PictureMemory(), memory: new WebFileMemory() };
  const web = new WebEngine(ports, memory);
  const machine = {
    system: 'linux',
    homeFolder: '/home/ada',
    variable: (name: string) => (name === 'PATH' ? '/usr/bin' : undefined),
  } as const;
  return [web, new ReuseEngine({ ...ports, toolchains: new Toolchains({ ...ports, machine }) }, web, memory)];
}

export interface PackageShape {
  /** Where the framework has its web files, instead of `assets/www/` and `www/`. */
  readonly android: string;
  readonly ios: string;
  /** What the framework adds, by the path from the root of the assets, or of the app for iOS. */
  readonly added: Readonly<Record<string, string | Bytes>>;
}

/**
 * A stand-in for the build of a framework: a real package of the web engine, with the web files where that framework has them and with the
 * files that it adds.
 */
export function shapedEngine(files: MemoryFiles, id: Engine['id'], shape: PackageShape): Engine {
  const [web] = reuseEngines(files);
  if (!web) throw new Error('no web engine');
  const asWeb = (spec: BuildSpec): BuildSpec => ({ ...spec, settings: { ...spec.settings, web: { webDir: 'www' } } });
  return {
    id,
    platforms: ['android', 'ios'],
    versions: async () => ['1'],
    check: async () => [],
    plan: async (spec, signal) => {
      const plan = await web.plan(asWeb(spec), signal);
      return {
        ...plan,
        engine: id,
        steps: [
          {
            id: 'build',
            kind: 'work',
            name: 'Build',
            weight: 1,
            run: async (context) => {
              const path = `/tmp/${spec.platform}-${spec.buildType}-${spec.versionCode}`;
              const output = await files.createFile(path);
              for (const step of plan.steps) if (step.kind === 'work') await step.run({ ...context, output });
              await output.commit();
              const zip = new ZipWriter(context.output, {});
              const root = spec.platform === 'ios' ? 'Payload/App.app/' : spec.buildType === 'app-bundle' ? 'base/' : '';
              const [own, other] = spec.platform === 'ios' ? ['www/', shape.ios] : ['assets/www/', shape.android];
              for (const [name, { bytes, method, unixMode }] of await packedEntries(await files.readFile(path))) {
                const moved = name.startsWith(root + own) ? root + other + name.slice((root + own).length) : name;
                await zip.addEntry({ name: moved, bytes, method: method === 0 ? 'stored' : 'deflated', ...(unixMode > 0 && { unixMode }) });
              }
              for (const [name, content] of Object.entries(shape.added))
                await zip.addEntry({
                  name: root + (spec.platform === 'ios' ? name.replace('assets/', '') : name),
                  bytes: typeof content === 'string' ? utf8(content) : content,
                  method: 'deflated',
                });
              await zip.finish();
              return [];
            },
          },
        ],
      };
    },
  };
}

/** An app that is signed for release; its packages are made from an earlier one. Files by path, with what its settings say beyond the usual. */
export async function reusableApp(
  files: Readonly<Record<string, string | Bytes>>,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<MemoryFiles> {
  const android = { appIdentifier: 'com.acme.hello', buildType: 'release', keystore: 'upload.p12', keyAlias: 'upload' };
  return new MemoryFiles({
    '/app/mobile-distribution.json': JSON.stringify({ name: 'Hello', version: '1.4.0', android, ...settings }),
    '/app/upload.p12': await testKeystore(),
    ...files,
  });
}

/** Ids of records never repeat among packages of one test. */
let seed = 100;

export async function createWithReuse(
  files: MemoryFiles,
  request: Partial<CreatePackageRequest> = {},
  fields: Partial<WorkflowWorld> = {},
): Promise<CreatedPackage> {
  const world = workflowWorld(files, {
    engines: reuseEngines(files),
    tools: createPackageTools(hereDigester),
    random: countingRandom(seed++),
    ...fields,
  });
  const usual = { appFolder: '/app', platform: 'android', passwords, signal: new AbortController().signal } as const;
  return await createPackage(world, { ...usual, ...request });
}

/** Codes and parameters of the errors that stop it. */
export async function refusalOf(work: Promise<unknown>): Promise<readonly Issue[]> {
  try {
    await work;
  } catch (error) {
    if (isFailure(error)) return error.issues.filter(({ severity }) => severity === 'error');
    throw error;
  }
  return [createIssue('package-unreadable', {})];
}

export interface PackedEntry {
  readonly method: number;
  readonly bytes: Bytes;
  readonly unixMode: number;
}

/** Every entry by name, in its order, without those of signatures. */
export async function packedEntries(package_: Bytes | ByteSource): Promise<ReadonlyMap<string, PackedEntry>> {
  const source = package_ instanceof Uint8Array ? bytesSource(package_) : package_;
  const { archive } = await inspectZip(source);
  const entries = new Map<string, PackedEntry>();
  for (const entry of archive.entries) {
    if (/^META-INF\/.*\.(?:SF|RSA|EC|MF)$|\/_CodeSignature\//.test(entry.name)) continue;
    const { bytes } = await readEntry(source, entry, { maxBytes: 64 * 1024 * 1024 });
    if (bytes) entries.set(entry.name, { method: entry.method, bytes, unixMode: entry.externalAttributes >>> 16 });
  }
  return entries;
}
