/** `mdist feedback list`: what testers said about the releases of an app. */

import { type Command } from '../../grammar/command.ts';
import { connect, serverApp, serverAppOption, serverOptions } from '../release/connect.ts';

export const feedbackList: Command = {
  path: ['feedback', 'list'],
  summary: 'List the feedback of testers on a release server, newest first',
  options: {
    ...serverOptions,
    ...serverAppOption,
    release: { type: 'integer', placeholder: 'NUMBER', minimum: 1, maximum: Number.MAX_SAFE_INTEGER, says: 'Only of this release' },
    open: { type: 'flag', says: 'Only what is not resolved' },
  },
  examples: ['mdist feedback list --server-app me/hello', 'mdist feedback list --server-app me/hello --open --json'],
  run: async (input, services) => {
    const all = await (await connect(input, services)).listFeedback(serverApp(input), input.integer('release'));
    const feedback = input.flag('open') ? all.filter(({ isResolved }) => !isResolved) : all;
    return {
      document: { feedback },
      issues: [],
      write: (page) => {
        if (feedback.length === 0) page.line('There is no feedback.');
        for (const { id, release, at, author, testerEmail, device, text, isResolved, screenshots } of feedback) {
          page.heading(`Release ${release}, ${at.slice(0, 16).replace('T', ' ')}`);
          page.facts([
            ['From', testerEmail ?? author ?? undefined],
            ['Device', device ?? undefined],
            ['Screenshots', screenshots.length === 0 ? undefined : screenshots.length],
            ['Resolved', isResolved],
            ['Identifier', id],
          ]);
          page.line(text);
        }
      },
    };
  },
};
