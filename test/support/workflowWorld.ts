/**
 * A workflow in memory: an engine that writes the spec as its package, tools that read it back, a clock that stands still.
 * Each part can be replaced, to see what happens when it goes wrong.
 */

import { createHash } from 'node:crypto';
import { fromUtf8, utf8 } from '../../src/core/base/bytes.ts';
import { createSigningIdentity } from '../../src/core/assets/keystore/createKeystore.ts';
import { type ByteSource } from '../../src/core/base/byteSource.ts';
import { Secret } from '../../src/core/base/secret.ts';
import { MachineFacts } from '../../src/core/engines/engine/machineFacts.ts';
import { type WorkContext } from '../../src/core/engines/engine/buildPlan.ts';
import { type BuildSpec, type Engine } from '../../src/core/engines/engine/engine.ts';
import { encodePkcs12 } from '../../src/core/formats/pkcs12/encodePkcs12.ts';
import { createPackage, type CreatedPackage, type CreatePackageRequest } from '../../src/core/workflow/createPackage.ts';
import { type PackageTools } from '../../src/core/workflow/packageTools.ts';
import { type PasswordSource } from '../../src/core/workflow/passwordSource.ts';
import { type WorkflowWorld } from '../../src/core/workflow/workflowWorld.ts';
import { noPrograms } from './buildWithEngine.ts';
import { countingRandom, FakeProcesses, fixedClock } from './fixedWorld.ts';
import { type MemoryFiles, posixPaths } from './memoryFiles.ts';

export const rightPassword = 'marker-store-password';

/** An engine whose package is the spec itself; `also` is what happens while it is built. */
export function engineThat(also: (context: WorkContext) => void | Promise<void>): Engine {
  return {
    id: 'web',
    platforms: ['android'],
    versions: async () => ['2', '1'],
    check: async () => [],
    plan: async (spec) => ({
      engine: 'web',
      engineVersion: spec.engineVersion,
      tools: {},
      artifact: { kind: 'written', format: spec.buildType === 'app-bundle' ? 'aab' : 'apk' },
      steps: [
        {
          id: 'write',
          kind: 'work',
          name: 'Write the spec',
          weight: 1,
          run: async (context) => {
            await also(context);
            context.log('building');
            context.report(0.5);
            await context.output.write(utf8(JSON.stringify(spec)));
            return [];
          },
        },
      ],
    }),
  };
}

export const fakeEngine: Engine = engineThat(() => undefined);

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function readAll(source: ByteSource): Promise<{ spec: BuildSpec; signer?: string }> {
  const [spec = '{}', signer] = fromUtf8(await source.read(0, source.size)).split('\nsigned by ');
  return { spec: JSON.parse(spec) as BuildSpec, ...(signer !== undefined && { signer }) };
}

export const fakeTools: PackageTools = {
  sign: async ({ source, output, identity }) => {
    await output.write(await source.read(0, source.size));
    await output.write(utf8(`\nsigned by ${sha256(identity.certificates[0])}`));
  },
  describe: async (source) => {
    const { spec, signer } = await readAll(source);
    const { appIdentifier, version, versionCode, buildType } = spec;
    return {
      facts: {
        format: buildType === 'app-bundle' ? 'aab' : 'apk',
        appIdentifier,
        version,
        versionCode,
        debuggable: buildType === 'debug',
      },
      signature: { verified: signer !== undefined, signers: signer === undefined ? [] : [{ sha256: signer, subject: 'CN=Test' }] },
      sha256: sha256(await source.read(0, source.size)),
      issues: [],
    };
  },
};

const clock = fixedClock();
/** Keys take time to make, so one keystore with two of them serves all tests of a run. */
const keystore = createTestKeystore();

async function createTestKeystore(): Promise<Uint8Array> {
  const random = countingRandom(3);
  const identity = (name: string) => createSigningIdentity({ subject: [{ type: 'CN', value: name }], algorithm: 'ec-p256', clock, random });
  const entries = [
    { alias: 'upload', ...(await identity('Upload')) },
    { alias: 'other', ...(await identity('Other')) },
  ];
  return encodePkcs12({ entries, password: new Secret(rightPassword), form: 'modern', randomBytes: (count) => random.bytes(count) });
}

/** PKCS12 with the aliases `upload` and `other`. */
export function testKeystore(): Promise<Uint8Array> {
  return keystore;
}

export const passwords: PasswordSource = { ask: async () => new Secret(rightPassword) };

export function workflowWorld(files: MemoryFiles, fields: Partial<WorkflowWorld> = {}): WorkflowWorld {
  return {
    files,
    tokenFiles: files,
    paths: posixPaths,
    programs: noPrograms,
    clock,
    random: countingRandom(),
    processes: new FakeProcesses(),
    wait: async () => {},
    sourceControl: {
      describe: async () => ({ author: 'Ada <ada@acme.com>', commit: 'c0ffee', hasUncommittedChanges: false }),
      isTracked: async () => false,
    },
    digester: {
      digest: async ({ source }) => ({
        chunked: [],
        whole: [
          createHash('sha256')
            .update(await source.read(0, source.size))
            .digest(),
        ],
      }),
    },
    engines: [fakeEngine],
    machine: new MachineFacts(),
    tools: fakeTools,
    userFolder: '/home/user',
    ...fields,
  };
}

export const helloSettings = `{
  "name": "Hello Web",
  "version": "1.4.0",
  "android": { "appIdentifier": "com.acme.hello", "buildType": "release", "keystore": "upload.p12", "keyAlias": "upload" }
}`;

export async function createHello(
  files: MemoryFiles,
  request: Partial<CreatePackageRequest> = {},
  world: Partial<WorkflowWorld> = {},
): Promise<CreatedPackage> {
  const signal = new AbortController().signal;
  return createPackage(workflowWorld(files, world), { appFolder: '/app', platform: 'android', passwords, signal, ...request });
}
