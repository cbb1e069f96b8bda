/** The web engine on a file system in memory and answers that are written down, for tests. */

import { utf8, type Bytes } from '../../src/core/base/bytes.ts';
import { Failure } from '../../src/core/base/failure.ts';
import { type BuildSpec } from '../../src/core/engines/engine/engine.ts';
import { type WebEnginePorts } from '../../src/core/engines/web/webEnginePorts.ts';
import { encodePng } from '../../src/core/formats/image/encodePng.ts';
import { createImage } from '../../src/core/formats/image/rgbaImage.ts';
import { type WebSettings } from '../../src/core/settings/appSettings.ts';
import { MemoryFiles, posixPaths } from './memoryFiles.ts';
import { fixedClock } from './fixedWorld.ts';

export type Answer = { readonly status?: number; readonly url?: string; readonly body: string | Bytes } | 'nothing';

export function webWorld(files: Readonly<Record<string, string | Bytes>>, answers: Readonly<Record<string, Answer>> = {}): WebEnginePorts {
  return {
    files: new MemoryFiles(files),
    paths: posixPaths,
    clock: fixedClock(),
    http: {
      request: async ({ url }) => {
        const answer = answers[url] ?? { status: 404, body: '' };
        if (answer === 'nothing') throw Failure.of('address-unreachable', { address: url, reason: 'refused' });
        const body = typeof answer.body === 'string' ? utf8(answer.body) : answer.body;
        return { status: answer.status ?? 200, url: answer.url ?? url, headers: {}, body };
      },
    },
    productFiles: { read: async () => utf8('dex') },
  };
}

export function webSpec(web: WebSettings | undefined, changes: Partial<BuildSpec> = {}): BuildSpec {
  return {
    appFolder: '/app',
    settings: web ? { web } : {},
    platform: 'android',
    buildType: 'release',
    name: 'Hello Web',
    appIdentifier: 'com.example.hello',
    version: '1.4.0',
    versionCode: 12,
    engineVersion: '1',
    ...changes,
  };
}

export function plainPng(size: number, argb = 0xff2f6feb, height = size): Promise<Bytes> {
  return encodePng(createImage(size, height, argb));
}
