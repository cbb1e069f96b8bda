/** Stand-ins of App Store Connect for the tests of one `describe`: each is stopped after its test, and must have found nothing wrong in our requests. */

import { deepStrictEqual } from 'node:assert/strict';
import { connectKey, storeAppIdentifier } from './connectPublishing.ts';
import { ConnectStandIn, type ConnectStandInOptions } from './connectStandIn.ts';

type StartConnect = (options?: Partial<ConnectStandInOptions>) => Promise<ConnectStandIn>;

/** Called within a `describe`. The app has one internal and one external group unless a test says otherwise. */
export function connectFixture(): StartConnect {
  const open: ConnectStandIn[] = [];
  afterEach(async () => {
    for (const each of open.splice(0)) {
      await each.stop();
      deepStrictEqual(each.violations, []);
    }
  });
  return async (options = {}) => {
    const groups = { QA: 'internal', Friends: 'external' } as const;
    const standIn = new ConnectStandIn({ key: connectKey, appIdentifier: storeAppIdentifier, groups, ...options });
    await standIn.start();
    open.push(standIn);
    return standIn;
  };
}
