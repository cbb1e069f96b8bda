/** Reads the file that a running server of this machine leaves in its folder. */

import * as z from 'zod/mini';

const runningServer = z.object({ url: z.string(), ownerToken: z.string(), caCertificate: z.nullable(z.string()), pid: z.number() });
export type RunningServer = z.infer<typeof runningServer>;

/** `undefined` for a text that is not such a file. */
export function parseRunningServer(text: string): RunningServer | undefined {
  try {
    const result = z.safeParse(runningServer, JSON.parse(text));
    return result.success ? result.data : undefined;
  } catch {
    return undefined;
  }
}
