import { strictEqual } from 'node:assert/strict';
import { reachOf, type LinkReach } from '../../../../../src/extension/releases/sharing/linkReach.ts';

function check(address: string, expected: LinkReach): void {
  it(`${address} reaches ${expected}`, () => strictEqual(reachOf(address), expected));
}

describe('reachOf', () => {
  check('http://192.168.1.20:41234/i/x', 'network');
  check('https://abc-41234.tunnels.example/i/x', 'network');
  check('http://[fd00::1]:41234/i/x', 'network');
  check('http://localhost:41234/i/x', 'thisComputer');
  check('http://127.0.0.1:41234/i/x', 'thisComputer');
  check('http://127.1.2.3/p/x', 'thisComputer');
  check('http://[::1]:41234/i/x', 'thisComputer');
  check('http://app.localhost/p/x', 'thisComputer');
});
