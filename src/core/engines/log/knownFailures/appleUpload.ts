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
  {
    code: 'log-upload-profile',
    tool: 'altool',
    texts: [{ anchor: 'ITMS-90161' }, { anchor: 'ITMS-90174' }],
  },
  {
    code: 'log-upload-signature',
    tool: 'altool',
    texts: [{ anchor: 'ITMS-90034' }, { anchor: 'ITMS-90035' }],
  },
  {
    code: 'log-upload-orientation',
    tool: 'altool',
    texts: [{ anchor: 'ITMS-90474' }],
  },
  {
    code: 'log-upload-architecture',
    tool: 'altool',
    texts: [{ anchor: 'ITMS-90087', pattern: /(?:architectures? '\[(?<architectures>[^\]]{1,100})\]'|$)/u }],
  },
  {
    code: 'log-upload-identifier',
    tool: 'altool',
    texts: [{ anchor: 'ITMS-90054' }, { anchor: 'ITMS-90055' }],
  },
  {
    code: 'log-upload-version-train',
    tool: 'altool',
    texts: [
      { anchor: 'must contain a higher version than that of the previously approved version' },
      { anchor: 'ITMS-90186' },
      { anchor: 'a later version has been closed for new build submissions' },
    ],
  },
];
