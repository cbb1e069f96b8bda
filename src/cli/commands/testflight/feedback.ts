/** `mdist testflight feedback`: what testers sent with screenshots and after crashes, and the log of a crash. */

import { utf8 } from '../../../core/base/bytes.ts';
import { listFeedback, readCrashLog } from '../../../core/stores/app-store-connect/betaTesting.ts';
import { requireOutput } from '../../../core/workflow/output.ts';
import { type Command } from '../../grammar/command.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { storeAppOptions } from '../store/storeAccess.ts';
import { appleAccessOptions, withAppleApp } from './appleAccess.ts';

export const testflightFeedback: Command = {
  path: ['testflight', 'feedback'],
  summary: 'List the feedback of TestFlight testers, or save a crash log',
  options: {
    'crash-log': { type: 'text', placeholder: 'ID', says: 'Save the crash log of this feedback' },
    out: { type: 'path', placeholder: 'FILE', says: 'With --crash-log: where to write it' },
    ...appleAccessOptions,
    ...storeAppOptions,
  },
  examples: ['mdist testflight feedback --account apple', 'mdist testflight feedback --crash-log ID --out crash.log --account apple'],
  run: async (input, services) => {
    const [id, out] = [input.text('crash-log'), input.path('out')];
    if ((id === undefined) !== (out === undefined)) throw usageFailure('--crash-log and --out belong together', 'Add both');
    if (id !== undefined && out !== undefined) {
      await requireOutput(services, { path: out, inputs: [] });
      await withAppleApp(input, services, async (api) => services.files.writeFile(out, utf8(await readCrashLog(api, id))));
      return { document: { id, path: out }, issues: [], write: (page) => page.line(`Saved ${out}`) };
    }
    const feedback = await withAppleApp(input, services, async (api, app) => listFeedback(api, app.id));
    return {
      document: { feedback },
      issues: [],
      write: (page) => {
        if (feedback.length === 0) page.line('There is no feedback.');
        else
          page.table(
            ['When', 'Kind', 'Device', 'From', 'Comment', 'Id'],
            feedback.map((each) => [
              each.createdAt ?? undefined,
              each.kind,
              [each.deviceModel, each.osVersion].filter((part) => part !== null).join(', '),
              each.email ?? undefined,
              each.comment?.replace(/\s+/g, ' ').slice(0, 80),
              each.id,
            ]),
          );
      },
    };
  },
};
