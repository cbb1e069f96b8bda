/** The ledger on disk. Appending is one write of one whole line, so that processes that append at the same time do not mix. */

import { concatBytes, fromUtf8, toHex, utf8 } from '../base/bytes.ts';
import { createIssue } from '../base/issue.ts';
import { type FileSystem } from '../ports/fileSystem.ts';
import { type Random } from '../ports/random.ts';
import { encodeLedgerLine, type InspectedLedger, inspectLedger, ledgerLimits } from './ledger.ts';
import { type OwnOutputsWorld, readOwnOutputs } from './ownOutputs.ts';
import { type PackageRecord } from './packageRecord.ts';

export async function openLedger(world: OwnOutputsWorld, path: string): Promise<InspectedLedger> {
  const { files } = world;
  const stat = await files.stat(path);
  if (!stat) return { records: [], codes: [], issues: [] };
  if (stat.sizeBytes > ledgerLimits.sizeBytes) {
    const params = { sizeBytes: stat.sizeBytes, limitBytes: ledgerLimits.sizeBytes };
    return { records: [], codes: [], issues: [createIssue('ledger-too-large', params, { file: path })] };
  }
  const text = fromUtf8(await files.readFile(path, { maxBytes: ledgerLimits.sizeBytes }));
  return inspectLedger(text, path, absolutePath.test(text) ? await readOwnOutputs(world) : undefined);
}

/** As the product writes it; a path in any other form is not believed. */
const absolutePath = /"path":"(\/|[A-Za-z]:)/;

export function createRecordId(random: Random): string {
  return toHex(random.bytes(8));
}

export async function appendToLedger(files: FileSystem, path: string, record: PackageRecord): Promise<void> {
  const line = utf8(encodeLedgerLine(record));
  // A last line without its line break, left by an editor or a full disk, must not swallow the new record.
  await files.appendFile(path, (await endsWithLineBreak(files, path)) ? line : concatBytes(utf8('\n'), line));
}

async function endsWithLineBreak(files: FileSystem, path: string): Promise<boolean> {
  const stat = await files.stat(path);
  if (!stat || stat.sizeBytes === 0) return true;
  const file = await files.openFile(path);
  try {
    const [last] = await file.read(file.size - 1, 1);
    return last === 10;
  } finally {
    await file.close();
  }
}
