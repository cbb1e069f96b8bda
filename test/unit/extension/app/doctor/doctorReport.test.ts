import { strictEqual } from 'node:assert/strict';
import { doctorText } from '../../../../../src/extension/app/doctor/doctorReport.ts';

describe('doctorText', () => {
  it('is a report that can be pasted', () => {
    const text = doctorText('Mobile Distribution 1.0.0', [
      { group: 'This machine', name: 'Node', says: 'v24', state: 'right' },
      { group: 'This machine', name: 'git', says: 'not found', state: 'optional' },
      { group: 'This window', name: 'Trust', says: 'Restricted Mode', state: 'missing' },
    ]);
    strictEqual(
      text,
      `Mobile Distribution 1.0.0

This machine
  ✓ Node   v24
  – git    not found

This window
  ✗ Trust  Restricted Mode
`,
    );
  });
});
