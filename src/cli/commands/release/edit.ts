/** `mdist release edit`: notes and state of a release. */

import { type Command } from '../../grammar/command.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { connect, serverApp, serverAppOption, serverOptions } from './connect.ts';
import { readNotes } from './readNotes.ts';
import { releaseNumber, releaseOperand, writeRelease } from './releaseFacts.ts';

export const releaseEdit: Command = {
  path: ['release', 'edit'],
  summary: 'Edit the notes of a release, or enable or disable it',
  operands: [releaseOperand],
  options: {
    ...serverOptions,
    ...serverAppOption,
    'notes-file': { type: 'path', placeholder: 'FILE', says: 'Release notes, Markdown, up to 5,000 characters' },
    state: { type: 'choice', choices: ['enabled', 'disabled'], says: 'Whether the release can be downloaded' },
  },
  examples: [
    'mdist release edit 12 --notes-file notes.md --server-app me/hello',
    'mdist release edit 12 --state disabled --server-app me/hello',
  ],
  run: async (input, services) => {
    const [name, number] = [serverApp(input), releaseNumber(input)];
    const notes = await readNotes(input, services);
    const state = input.choice('state', ['enabled', 'disabled']);
    if (notes === undefined && state === undefined) throw usageFailure('Nothing is changed', 'Use --notes-file or --state');
    const changes = { ...(notes !== undefined && { notes }), ...(state !== undefined && { isEnabled: state === 'enabled' }) };
    const release = await (await connect(input, services)).editRelease(name, number, changes);
    return { document: { ...release }, issues: [], write: (page) => writeRelease(page, release) };
  },
};
