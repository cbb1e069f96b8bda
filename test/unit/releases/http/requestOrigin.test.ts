import assert from 'node:assert/strict';
import { judgeOrigin, type OriginHeaders, type OriginVerdict } from '../../../../src/releases/http/requestOrigin.ts';

const allowed = new Set(['192.168.1.20:8080']);
const host = '192.168.1.20:8080';

function check(headers: Partial<OriginHeaders>, expected: OriginVerdict): void {
  assert.equal(judgeOrigin({ hosts: [host], ...headers }, allowed), expected, JSON.stringify(headers));
}

describe('request origin', () => {
  it('accepts its own host', () => {
    check({}, 'accepted');
    check({ origin: `http://${host}` }, 'accepted');
    check({ secFetchSite: 'same-origin' }, 'accepted');
    check({ secFetchSite: 'none', secFetchMode: 'navigate', secFetchDest: 'document' }, 'accepted');
  });

  it('accepts a link that a person follows from elsewhere', () => {
    check({ secFetchSite: 'cross-site', secFetchMode: 'navigate', secFetchDest: 'document' }, 'accepted');
  });

  it('accepts pages of the public address where requests for it arrive under another host, and only there', () => {
    const origin = 'https://x.tunnels.example';
    assert.equal(judgeOrigin({ hosts: [host], origin }, allowed, 'x.tunnels.example'), 'accepted');
    assert.equal(judgeOrigin({ hosts: [host], origin: 'https://y.tunnels.example' }, allowed, 'x.tunnels.example'), 'cross-origin');
    check({ origin }, 'cross-origin');
  });

  it('refuses foreign, missing and repeated hosts', () => {
    for (const hosts of [[], ['evil.example'], ['192.168.1.20'], ['192.168.1.20:8081'], [host, host], [`${host}.evil.example`]])
      check({ hosts }, 'foreign-host');
  });

  it('refuses requests that a foreign page makes', () => {
    check({ origin: 'https://evil.example' }, 'cross-origin');
    check({ origin: 'null' }, 'cross-origin');
    check({ secFetchSite: 'cross-site', secFetchMode: 'no-cors', secFetchDest: 'image' }, 'cross-origin');
    check({ secFetchSite: 'cross-site', secFetchMode: 'navigate', secFetchDest: 'iframe' }, 'cross-origin');
  });
});
