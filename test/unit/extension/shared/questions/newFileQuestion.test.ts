import { strictEqual } from 'node:assert/strict';
import { utf8 } from '../../../../../src/core/base/bytes.ts';
import { checkNewFile } from '../../../../../src/extension/shared/questions/newFileQuestion.ts';
import { MemoryFiles, posixPaths } from '../../../../support/memoryFiles.ts';

const world = {
  files: new MemoryFiles({ '/app/keys/there.p12': utf8('kept'), '/app/keys/request.key': utf8('kept') }),
  paths: posixPaths,
};

async function check(ending: string, text: string, expected: string | undefined): Promise<void> {
  const companion = (path: string): string => path.replace(/\.[^.]+$/, '.key');
  strictEqual((await checkNewFile(world, { folder: '/app', ending, companion }, text))?.text, expected);
}

describe('the place of a new file', () => {
  it('has the ending, in upper or lower case', async () => {
    await check('p12', 'keys/new.p12', undefined);
    await check('p12', 'keys/NEW.P12', undefined);
    await check('certSigningRequest', 'keys/new.certSigningRequest', undefined);
    await check('certSigningRequest', '/elsewhere/new.certsigningrequest', undefined);
    await check('p12', 'keys/new.pem', 'The name must end in .p12');
  });

  it('is a file with a name', async () => {
    await check('p12', ' ', 'Enter a file name');
    await check('p12', 'keys/', 'Enter a file name');
  });

  it('replaces nothing', async () => {
    await check('p12', 'keys/there.p12', 'This file already exists; choose another name');
    await check('certSigningRequest', 'keys/request.certSigningRequest', 'request.key already exists; choose another name');
  });
});
