/** Whether a process with this number runs on this machine. */

import { errorCode } from './fileFailure.ts';

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user may not be signalled; a number that cannot be a process is none.
    return errorCode(error) === 'EPERM';
  }
}
