/** `npm run package`: the extension as a .vsix that `code --install-extension` takes. `--list` names what is in it. */

import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { formatByteSize } from '../../src/core/base/byteSize.ts';
import { packExtension, packageLimitBytes } from '../package/packExtension.ts';
import { vsixEntries } from '../package/vsixEntries.ts';

const { values } = parseArgs({ options: { list: { type: 'boolean', default: false } } });
try {
  const started = performance.now();
  const { path, sizeBytes, start } = await packExtension();
  if (values.list) {
    for (const { name, compressedSize } of await vsixEntries(readFileSync(path)))
      console.log(`  ${formatByteSize(compressedSize).padStart(10)}  ${name}`);
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const shown = relative(process.cwd(), path);
  console.log(`${shown}: ${formatByteSize(sizeBytes)} of at most ${formatByteSize(packageLimitBytes)}, packed in ${seconds} s`);
  console.log(`Activation loads ${start.modules.length} modules, ${formatByteSize(start.sizeBytes)}`);
  console.log(`Install it with: code --install-extension ${shown}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
