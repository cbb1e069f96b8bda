import { ok, strictEqual } from 'node:assert/strict';
import { type SourceControl } from '../../../../../src/core/ports/sourceControl.ts';
import { proposeNotes } from '../../../../../src/extension/releases/release/proposedNotes.ts';

const commit = 'a'.repeat(40);

const silent: SourceControl = {
  describe: async () => await Promise.resolve({ author: 'Ada' }),
  isTracked: async () => await Promise.resolve(undefined),
};

function controlWith(subjects: readonly string[]): SourceControl {
  return {
    ...silent,
    subjectsSince: async (_folder, since) => await Promise.resolve(since === undefined ? ['Begin'] : since === commit ? subjects : []),
  };
}

describe('release notes that are proposed from git', () => {
  it('list what was committed since the commit of the last release', async () => {
    strictEqual(await proposeNotes(controlWith(['Add icons', 'Fix <b> & *stars*']), '/app', commit), '- Add icons\n- Fix <b> & *stars*');
    strictEqual(await proposeNotes(controlWith(['Add icons']), '/app', 'b'.repeat(40)), '');
  });

  it('are the latest commits for a first release, and empty where git cannot tell', async () => {
    strictEqual(await proposeNotes(controlWith(['Add icons']), '/app', undefined), '- Begin');
    strictEqual(await proposeNotes(silent, '/app', commit), '');
  });

  it('stay within what a release takes, with whole lines', async () => {
    const notes = await proposeNotes(controlWith(Array.from({ length: 100 }, () => 'x'.repeat(200))), '/app', commit);
    ok(notes.length <= 5000 && notes.length > 4700);
    ok(notes.split('\n').every((line) => line === `- ${'x'.repeat(200)}`));
  });
});
