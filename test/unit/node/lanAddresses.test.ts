import assert from 'node:assert/strict';
import { lanAddresses } from '../../../src/node/lanAddresses.ts';

describe('addresses of the local network', () => {
  it('puts what a phone reaches first, and leaves out what it cannot', () => {
    const found = lanAddresses({
      lo: [{ address: '127.0.0.1', family: 'IPv4', internal: true }],
      docker0: [{ address: '172.17.0.1', family: 'IPv4', internal: false }],
      en0: [
        { address: 'fe80::1', family: 'IPv6', internal: false },
        { address: '2001:db8::5', family: 'IPv6', internal: false },
        { address: '192.168.1.20', family: 'IPv4', internal: false },
      ],
      eth1: [
        { address: '203.0.113.9', family: 'IPv4', internal: false },
        { address: '169.254.3.4', family: 'IPv4', internal: false },
      ],
      gone: undefined,
    });
    assert.deepEqual(
      found.map((row) => `${row.interfaceName} ${row.address}${row.isVirtual ? ' virtual' : ''}`),
      ['en0 192.168.1.20', 'eth1 203.0.113.9', 'en0 2001:db8::5', 'docker0 172.17.0.1 virtual'],
    );
  });

  it('reads the interfaces of this machine', () => assert.ok(Array.isArray(lanAddresses())));
});
