/** Our verifier of iOS packages, and the second one in Python (`ios-seal/check_seal.py`), asked about the same packages. */

import { strictEqual } from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Bytes } from '../../../src/core/base/bytes.ts';
import { encodePem } from '../../../src/core/formats/pem/pem.ts';
import { type ApplePki } from '../../support/applePki.ts';
import { commandLine } from '../../support/commandLine.ts';
import { MemoryFiles } from '../../support/memoryFiles.ts';
import { askJudge } from './judges.ts';

const script = fileURLToPath(new URL('../ios-seal/check_seal.py', import.meta.url));
/** Of the tests' world; certificates and profiles must be valid then. */
const now = '2026-11-21T10:00:00Z';

export interface Opinion {
  readonly sealed: boolean;
  readonly verified: boolean;
  /** What is wrong and where, one line a finding. */
  readonly findings: readonly string[];
  readonly codes?: number;
}

/** The second verifier, of each app. */
export function theirs(apps: readonly Bytes[], pki: ApplePki): readonly Opinion[] {
  const folder = mkdtempSync(join(tmpdir(), 'mdist-seal-'));
  try {
    const paths = apps.map((ipa, index) => {
      const path = join(folder, `${index}.ipa`);
      writeFileSync(path, ipa);
      return path;
    });
    const root = join(folder, 'root.pem');
    writeFileSync(root, encodePem('CERTIFICATE', pki.root.der));
    return ask(['--root', root], paths);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function ask(options: readonly string[], paths: readonly string[]): readonly Opinion[] {
  const { stdout, stderr } = askJudge('python3-asn1crypto', [script, ...options, '--at', now, ...paths]);
  strictEqual(stderr, '');
  const documents: readonly Document<'kind'>[] = JSON.parse(stdout);
  return documents.map((document) => ({
    ...document,
    findings: document.findings.map(({ kind, file, message }) => `${kind} ${file}: ${message}`),
  }));
}

/** A document of either verifier; they name the kind of a finding differently. */
interface Document<Key extends 'kind' | 'code'> extends Omit<Opinion, 'findings'> {
  readonly findings: readonly Readonly<Record<Key | 'file' | 'message', string>>[];
}

export async function ours(ipa: Bytes, pki: ApplePki): Promise<Opinion> {
  const files = new MemoryFiles({ '/app/a.ipa': ipa, '/app/root.pem': encodePem('CERTIFICATE', pki.root.der) });
  const { out } = await commandLine(files, ['package', 'verify', 'a.ipa', '--trusted-root', 'root.pem', '--json']);
  const document: Document<'code'> = JSON.parse(out);
  return { ...document, findings: document.findings.map(({ code, file, message }) => `${code} ${file}: ${message}`) };
}
