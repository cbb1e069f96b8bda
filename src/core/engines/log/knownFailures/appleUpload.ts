/** Known failures: App Store Connect upload. The particular before the general. */

import { type KnownFailure } from '../logFinding.ts';

export const appleUploadFailures: readonly KnownFailure[] = [
  {
    code: 'log-upload-version',
    tool: 'altool',
    texts: [{ anchor: 'The bundle version must be higher than the previously uploaded version' }],
  },
  {
    code: 'log-upload-sdk',
    tool: 'altool',
    texts: [{ anchor: 'SDK version issue. This app was built with' }],
  },
  {
    code: 'log-upload-icon',
    tool: 'altool',
    texts: [{ anchor: 'Missing required icon file' }],
  },
  {
    code: 'log-upload-icon-alpha',
    tool: 'altool',
    texts: [{ anchor: 'Invalid large app icon' }],
  },
  {
    code: 'log-upload-privacy',
    tool: 'altool',
    texts: [{ anchor: 'Missing purpose string in Info.plist', pattern: /(?:(?<name>NS\w{1,80}UsageDescription)|$)/u }],
  },
];
