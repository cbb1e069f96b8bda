/** The machine a bench ran on: figures mean nothing without it. */

import { arch, cpus, platform, release, totalmem } from 'node:os';

export function describeMachine(): readonly string[] {
  const processors = cpus();
  const model = processors[0]?.model.trim() ?? 'unknown processor';
  return [
    `${processors.length} × ${model}, ${(totalmem() / 2 ** 30).toFixed(0)} GB, ${platform()} ${release()} ${arch()}`,
    `Node ${process.versions.node}, its OpenSSL ${process.versions.openssl}`,
  ];
}
