import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { clientOf, ConnectionLimits, type LimitedConnection } from '../../../../src/releases/http/connectionLimits.ts';

class Connection implements LimitedConnection {
  readonly remoteAddress: string;
  bytesWritten = 0;
  writableLength = 0;
  bytesRead = 0;
  isOpen = true;
  readonly #listeners: (() => void)[] = [];

  constructor(remoteAddress: string) {
    this.remoteAddress = remoteAddress;
  }

  once(_event: 'close', listener: () => void): void {
    this.#listeners.push(listener);
  }

  destroy(): void {
    this.isOpen = false;
    for (const listener of this.#listeners.splice(0)) listener();
  }
}

const fast = 10_000_000;

describe('connection limits', () => {
  let nowMs = 0;
  let limits: ConnectionLimits;
  let open: Connection[];

  const connect = (address: string): Connection => {
    const connection = new Connection(address);
    if (limits.admit(connection)) open.push(connection);
    return connection;
  };

  /** Lets time pass, and all that are downloading get on with this speed. */
  const pass = (seconds: number, bytesPerSecond: number, connections: readonly Connection[] = open): void => {
    nowMs += seconds * 1000;
    for (const connection of connections) connection.bytesWritten += bytesPerSecond * seconds;
  };

  const openCount = (): number => open.filter(({ isOpen }) => isOpen).length;

  beforeEach(() => {
    nowMs = 0;
    open = [];
    limits = new ConnectionLimits({ maxConnections: 8, maxConnectionsPerClient: 4, now: () => nowMs });
  });

  it('are kept for one client and for all', () => {
    const own = Array.from({ length: 5 }, () => connect('10.0.0.1'));
    deepStrictEqual(
      own.map(({ isOpen }) => isOpen),
      [true, true, true, true, false],
    );
    for (let index = 2; index < 6; index += 1) ok(connect(`10.0.0.${index}`).isOpen);
    strictEqual(openCount(), 8);
    connect('10.0.0.6');
    strictEqual(openCount(), 8);
  });

  it('count no connection that has closed', () => {
    for (let round = 0; round < 100; round += 1) {
      const connection = connect('10.0.0.1');
      ok(connection.isOpen);
      connection.destroy();
    }
  });

  it('take the place of one that asks nothing', () => {
    const silent = Array.from({ length: 4 }, () => connect('10.0.0.1'));
    pass(2, 0);
    ok(connect('10.0.0.1').isOpen);
    deepStrictEqual(silent.filter(({ isOpen }) => !isOpen).length, 1);
  });

  it('take the place of the slowest download, and never of a fast one', () => {
    const downloads = Array.from({ length: 8 }, (_, index) => connect(`10.0.0.${index % 4}`));
    for (const download of downloads) limits.answering(download);
    const [slow] = downloads;
    ok(slow);
    pass(10, fast, downloads.slice(1));
    slow.bytesWritten = 5000;
    ok(connect('10.0.0.9').isOpen);
    deepStrictEqual(
      downloads.filter(({ isOpen }) => !isOpen),
      [slow],
    );
  });

  it('see one that was fast once and stands still now', () => {
    const [download, ...others] = Array.from({ length: 8 }, (_, index) => connect(`10.0.0.${index}`));
    ok(download);
    for (const each of [download, ...others]) limits.answering(each);
    download.bytesWritten = 1_000_000_000;
    pass(10, fast, others);
    ok(!connect('10.0.0.100').isOpen);
    pass(10, fast, others);
    ok(connect('10.0.0.100').isOpen);
    ok(!download.isOpen);
  });

  it('do not count bytes that wait in the memory of the server', () => {
    const downloads = Array.from({ length: 8 }, (_, index) => connect(`10.0.0.${index}`));
    for (const download of downloads) {
      limits.answering(download);
      download.bytesWritten = 5_000_000;
      download.writableLength = 5_000_000;
    }
    pass(4, 0);
    ok(connect('10.0.0.9').isOpen);
  });

  it('leave every client its share against one that reconnects all the time', () => {
    const greedy = [...Array.from({ length: 4 }, () => connect('10.0.0.1')), ...Array.from({ length: 4 }, () => connect('10.0.0.2'))];
    // They are all new: nothing is known of their speed.
    ok(connect('10.0.0.3').isOpen);
    strictEqual(greedy.filter(({ isOpen }) => isOpen).length, 7);
    strictEqual(openCount(), 8);
  });

  it('refuse a newcomer where everybody has a fair share and uses it', () => {
    const downloads = Array.from({ length: 8 }, (_, index) => connect(`10.0.0.${index}`));
    for (const download of downloads) limits.answering(download);
    pass(10, fast, downloads);
    ok(!connect('10.0.0.9').isOpen);
    ok(downloads.every(({ isOpen }) => isOpen));
  });

  it('see an upload by what comes', () => {
    const uploads = Array.from({ length: 8 }, (_, index) => connect(`10.0.0.${index}`));
    for (const upload of uploads) limits.answering(upload);
    const [slow, ...others] = uploads;
    nowMs += 10_000;
    for (const upload of others) upload.bytesRead += fast;
    ok(connect('10.0.0.9').isOpen);
    strictEqual(slow?.isOpen, false);
    ok(others.every(({ isOpen }) => isOpen));
  });

  it('let many come from a proxy, and follow a connection that begins to speak TLS', () => {
    limits = new ConnectionLimits({
      maxConnections: 8,
      maxConnectionsPerClient: 2,
      isShared: (address) => address === '10.0.0.1',
      now: () => nowMs,
    });
    const behind = Array.from({ length: 6 }, () => connect('10.0.0.1'));
    ok(behind.every(({ isOpen }) => isOpen));
    deepStrictEqual(
      [1, 2, 3].map(() => connect('10.0.0.2').isOpen),
      [true, true, false],
    );
    const secure = new Connection('10.0.0.1');
    ok(behind[0]);
    limits.replace(behind[0], secure);
    limits.answering(secure);
    pass(10, fast, [...open, secure]);
    // All the others ask nothing.
    ok(connect('10.0.0.3').isOpen);
    ok(secure.isOpen);
    secure.destroy();
    ok(connect('10.0.0.4').isOpen);
  });

  const clients: readonly (readonly [string, string])[] = [
    ['192.168.1.20', '192.168.1.20'],
    ['::ffff:192.168.1.20', '192.168.1.20'],
    ['::1', '0:0:0:0::/64'],
    ['2001:db8:0:1::5', '2001:db8:0:1::/64'],
    ['2001:db8:0:1:ffff::5', '2001:db8:0:1::/64'],
    ['2001:0db8:0000:0001:0:0:0:5', '2001:db8:0:1::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['', ''],
  ];
  for (const [address, client] of clients)
    it(`know ${address || 'nothing'} as ${client || 'one client'}`, () => strictEqual(clientOf(address), client));
});
