/** A whole workflow for iOS in memory: the real engines, the real shell, and a private authority shaped like Apple's. */

import { type Bytes } from '../../src/core/base/bytes.ts';
import { Secret } from '../../src/core/base/secret.ts';
import { ArchiveEngine } from '../../src/core/engines/archive/archiveEngine.ts';
import { WebEngine } from '../../src/core/engines/web/webEngine.ts';
import { createPackage, type CreatedPackage, type CreatePackageRequest } from '../../src/core/workflow/createPackage.ts';
import { createPackageTools } from '../../src/core/workflow/createPackageTools.ts';
import { type WorkflowWorld } from '../../src/core/workflow/workflowWorld.ts';
import { NodeFileSystem } from '../../src/node/nodeFileSystem.ts';
import { NodeProductFiles } from '../../src/node/nodeProductFiles.ts';
import { ApplePki, development, p12Of, p12Password, type ProfileOptions } from './applePki.ts';
import { fixedClock } from './fixedWorld.ts';
import { hereDigester } from './hereDigester.ts';
import { MemoryFiles, posixPaths } from './memoryFiles.ts';
import { workflowWorld } from './workflowWorld.ts';

export const labPki = new ApplePki();
export const distributor = labPki.leaf();
const developer = labPki.leaf({ name: 'Apple Development: Jane Doe (USERID1234)', markers: development, label: 'developer' });

const productFiles = new NodeProductFiles('media', new NodeFileSystem());

function profileOf(options: ProfileOptions = {}): Bytes {
  const certificates = [options.kind === 'development' ? developer : distributor];
  return labPki.profile({ identifier: 'com.acme.hello', certificates, ...options });
}

/** Signatures with EC keys differ each time, so these are made once. */
const profiles = { development: profileOf({ kind: 'development' }), 'ad-hoc': profileOf() };

/** An app in `/app` with certificate and profiles next to it; `ios` is added to those of the settings. */
export async function iosApp(
  files: Readonly<Record<string, string | Bytes>> = { '/app/www/index.html': '<!doctype html><title>Hello</title>' },
  settings: Readonly<Record<string, unknown>> = { web: { webDir: 'www' } },
  ios: Readonly<Record<string, unknown>> = {},
): Promise<MemoryFiles> {
  const isForDevelopment = ios['buildType'] === 'development';
  const written = {
    name: 'Hello',
    ...settings,
    ios: {
      appIdentifier: 'com.acme.hello',
      buildType: 'ad-hoc',
      certificate: 'signing/lab.p12',
      provisioningProfile: 'signing/lab.mobileprovision',
      ...ios,
    },
  };
  return new MemoryFiles({
    '/app/mobile-distribution.json': JSON.stringify(written),
    '/app/signing/lab.p12': await p12Of([isForDevelopment ? developer : distributor]),
    '/app/signing/lab.mobileprovision': profiles[isForDevelopment ? 'development' : 'ad-hoc'],
    ...files,
  });
}

function iosWorld(files: MemoryFiles, fields: Partial<WorkflowWorld> = {}): WorkflowWorld {
  const http = { request: async () => Promise.reject(new Error('no network')) };
  return workflowWorld(files, {
    engines: [
      new WebEngine({ files, paths: posixPaths, clock: fixedClock(), http, productFiles }),
      new ArchiveEngine({ files, paths: posixPaths }),
    ],
    tools: createPackageTools(hereDigester),
    trustedRoots: [labPki.root],
    ...fields,
  });
}

export async function createIosPackage(
  files: MemoryFiles,
  request: Partial<CreatePackageRequest> = {},
  fields: Partial<WorkflowWorld> = {},
): Promise<CreatedPackage> {
  return await createPackage(iosWorld(files, fields), {
    appFolder: '/app',
    platform: 'ios',
    passwords: { ask: async () => new Secret(p12Password) },
    signal: new AbortController().signal,
    ...request,
  });
}
