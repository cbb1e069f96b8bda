import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { hasCachedCopy, workspaceId } from '../../../../scripts/vscode/workspaceCache.ts';

const authority = 'localhost:41449';
const file = '/tmp/editor-stage/workspaces/several-0/several-apps.code-workspace';

describe('VS Code’s copy of a workspace file', () => {
  it('is in the folder that VS Code made', () => {
    // As VS Code 1.139.1 wrote them.
    const ids = [0, 1, 2, 3].map((index) => workspaceId(authority, file.replace('several-0', `several-${index}`)));
    deepStrictEqual(ids, ['-5d4ab1bc', '-33facd3b', '-aaae8ba', '1ea4fbc7']);
  });

  it('is there as soon as something is in it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'workspace-cache-'));
    const copy = join(folder, 'data/User/caches/CachedConfigurations/workspaces/-5d4ab1bc/workspace.json');
    const found: boolean[] = [];
    const look = (): unknown => found.push(hasCachedCopy(folder, authority, file));
    look();
    mkdirSync(dirname(copy), { recursive: true });
    writeFileSync(copy, '');
    look();
    writeFileSync(copy, '{"content":"{}"}');
    look();
    rmSync(folder, { recursive: true });
    deepStrictEqual(found, [false, false, true]);
    strictEqual(hasCachedCopy(folder, authority, file), false);
  });
});
