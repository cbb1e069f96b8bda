import { deepStrictEqual } from 'node:assert/strict';
import { Failure } from '../../../../../src/core/base/failure.ts';
import { describeFinding } from '../../../../../src/core/workflow/describeFinding.ts';
import { type Finding } from '../../../../../src/core/workflow/examineMachine.ts';
import { findingText } from '../../../../../src/extension/app/doctor/findingText.ts';

const state = { isRight: true, isNeeded: true };
const findings: readonly Finding[] = [
  { kind: 'node', version: 'v24.1.0', ...state },
  { kind: 'engine', engine: 'web', versions: ['2', '1'], platforms: ['android'], ...state },
  { kind: 'engine', engine: 'gradle', versions: [], platforms: ['android'], ...state },
  { kind: 'engine', engine: 'gradle', versions: [], isOfProject: true, platforms: ['android'], ...state },
  { kind: 'engine', engine: 'gradle', versions: [], isOfProject: true, platforms: ['android'], isRight: false, isNeeded: false },
  { kind: 'tool', tool: 'JDK', found: ['21.0.3 (/jdk21)', '17.0.15 (/jdk17)'], ...state },
  { kind: 'tool', tool: 'Android SDK', found: [], ...state },
  { kind: 'git', version: 'git version 2.39.5', ...state },
  { kind: 'git', version: undefined, ...state },
  { kind: 'user-folder', path: '/home/ada', error: undefined, ...state },
  { kind: 'user-folder', path: '/home/ada', error: Failure.of('file-unwritable', { path: '/home/ada', reason: 'EROFS' }), ...state },
  { kind: 'user-folder', path: '/home/ada', error: new Error('read-only'), ...state },
  { kind: 'debug-key', path: '/home/ada/debug.p12', ...state },
  { kind: 'debug-key', path: undefined, ...state },
];

describe('what was found on a machine', () => {
  it('is said on the command line', () => {
    deepStrictEqual(
      findings.map((finding) => Object.values(describeFinding(finding)).join(': ')),
      [
        'Node: v24.1.0',
        'engine web: version 2, 1, builds for android',
        'engine gradle: not available here',
        'engine gradle: version of the project, builds for android',
        'engine gradle: tools are missing, see below',
        'JDK: 21.0.3 (/jdk21), 17.0.15 (/jdk17)',
        'Android SDK: not found: needed for native Android projects',
        'git: git version 2.39.5',
        'git: not found: packages are recorded without a commit',
        'user folder: /home/ada',
        'user folder: The file /home/ada cannot be written: EROFS',
        'user folder: read-only',
        'debug key: /home/ada/debug.p12',
        'debug key: created with the first debug package',
      ],
    );
  });

  it('is said in the editor with names as people write them', () => {
    deepStrictEqual(
      findings.map((finding) => Object.values(findingText(finding)).join(': ')),
      [
        'Node: v24.1.0',
        'Engine web: version 2, 1, builds for Android',
        'Engine gradle: not available here',
        'Engine gradle: version of the project, builds for Android',
        'Engine gradle: tools are missing, see below',
        'JDK: 21.0.3 (/jdk21), 17.0.15 (/jdk17)',
        'Android SDK: not found: needed for native Android projects',
        'git: git version 2.39.5',
        'git: not found: packages are recorded without a commit',
        'User folder: /home/ada',
        'User folder: The file /home/ada cannot be written: EROFS',
        'User folder: read-only',
        'Debug key: /home/ada/debug.p12',
        'Debug key: created with the first debug package',
      ],
    );
  });
});
