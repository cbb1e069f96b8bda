/** A content digester that never starts a thread, for tests of the core. */

import { NodeContentDigester } from '../../src/node/contentDigester/nodeContentDigester.ts';

export const hereDigester = new NodeContentDigester({
  workerUrl: new URL('../../src/node/contentDigester/digestWorker.ts', import.meta.url),
  workerThresholdBytes: Infinity,
});
