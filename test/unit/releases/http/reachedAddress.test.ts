import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { BlockList } from 'node:net';
import { proxyList, reachedAddress, type ReachedInput } from '../../../../src/releases/http/reachedAddress.ts';

const proxies = proxyList(['127.0.0.1', '10.0.0.0/8', 'fd00::/8']) ?? new BlockList();

function reached(headers: Readonly<Record<string, string>>, change: Partial<ReachedInput> = {}) {
  return reachedAddress(
    { remoteAddress: '127.0.0.1', isTls: false, hosts: ['own:4300'], header: (name) => headers[name], ...change },
    proxies,
  );
}

describe('the address under which a request reached the server', () => {
  const forwarded = {
    'x-forwarded-for': '6.6.6.6, 203.0.113.9, 10.0.0.7',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'releases.example.com',
    'x-forwarded-prefix': '/releases/',
  };

  it('is what a trusted proxy says, and the client is the right-most that is not a proxy', () => {
    deepStrictEqual(reached(forwarded), { hosts: ['releases.example.com'], isTls: true, client: '203.0.113.9', prefix: '/releases' });
    deepStrictEqual(reached(forwarded, { remoteAddress: '::ffff:10.1.2.3' }).client, '203.0.113.9');
  });

  it('is that of the connection when anyone else says something', () => {
    deepStrictEqual(reached(forwarded, { remoteAddress: '203.0.113.1' }), {
      hosts: ['own:4300'],
      isTls: false,
      client: '203.0.113.1',
      prefix: '',
    });
    deepStrictEqual(reachedAddress({ remoteAddress: '127.0.0.1', isTls: true, hosts: ['a'], header: () => 'x' }, new BlockList()).hosts, [
      'a',
    ]);
  });

  it('takes no prefix and no client that are none', () => {
    for (const prefix of ['//evil.example', '/../x', '/a b', 'x', '/"><script>', '/.'])
      strictEqual(reached({ 'x-forwarded-prefix': prefix }).prefix, '', prefix);
    for (const list of ['', 'unknown', '10.0.0.1, 10.0.0.2', '_hidden'])
      strictEqual(reached({ 'x-forwarded-for': list }).client, '127.0.0.1', list);
    strictEqual(reached({ 'x-forwarded-for': '[2001:db8::1]:4711' }).client, '2001:db8::1');
    strictEqual(reached({ 'x-forwarded-for': '198.51.100.7:80' }).client, '198.51.100.7');
  });

  it('has proxies by address or network', () => {
    ok(proxyList(['::1', '192.168.0.0/16']));
    for (const bad of ['localhost', '10.0.0.0/33', '10.0.0.1/', '']) strictEqual(proxyList([bad]), undefined, bad);
  });
});
