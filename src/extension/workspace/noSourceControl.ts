/**
 * In Restricted Mode git is not asked: the configuration of a repository can name programs, which git would start. Everything
 * that is known of a repository is then unknown.
 */

import { type SourceControl } from '../../core/ports/sourceControl.ts';

export const noSourceControl: SourceControl = {
  describe: async () => ({ author: '' }),
  isTracked: async () => undefined,
};
