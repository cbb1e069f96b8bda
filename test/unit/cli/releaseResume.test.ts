import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startTestServer, type TestServer } from '../../support/runningServer.ts';
import { smallApkEntries, smallArchive } from '../../support/smallPackages.ts';
import { until } from '../../support/until.ts';
import { useTemporaryFolder } from '../node/support/temporaryFolder.ts';

const main = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url));
const run = promisify(execFile);
const partBytes = 4 * 1024 * 1024;

/** In front of the server: notes which parts pass, and calls `onPart` instead of passing a part on where it says so. */
class Watch {
  readonly parts: number[] = [];
  onPart: (number: number) => boolean = () => true;
  readonly #server: Server;
  readonly #target: () => string;

  constructor(target: () => string) {
    this.#target = target;
    this.#server = createServer((incoming, outgoing) => {
      const part = Number(/\/chunks\/(\d+)$/.exec(incoming.url ?? '')?.[1] ?? 0);
      if (part > 0 && !this.onPart(part)) return;
      const { host: _host, ...headers } = incoming.headers;
      const sent = request(`${this.#target()}${incoming.url}`, { method: incoming.method, headers }, (answer) => {
        if (part > 0 && answer.statusCode === 204) this.parts.push(part);
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      sent.on('error', () => outgoing.destroy());
      incoming.pipe(sent);
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    // It listens on a port.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

describe('release create after it was killed', () => {
  const at = useTemporaryFolder();
  let server: TestServer;
  let watch: Watch;
  let url: string;

  before(async () => void (server = await startTestServer()));
  after(async () => await server.stop());
  beforeEach(async () => {
    watch = new Watch(() => server.running.url);
    url = await watch.start();
  });
  afterEach(() => watch.stop());

  const environment = () => ({
    ...process.env,
    XDG_CONFIG_HOME: at('user'),
    HOME: at('user'),
    APPDATA: at('user'),
    T: server.running.ownerToken,
  });
  const words = (): readonly string[] => [
    '--disable-warning=ExperimentalWarning',
    main,
    'release',
    'create',
    '--server',
    url,
    '--token',
    'env:T',
  ];
  const wanted = (): readonly string[] => ['--server-app', 'acme/large', '--file', 'large.apk', '--app', at('app'), '--json'];

  it('goes on where it stopped: no part that the server has is sent again', async () => {
    mkdirSync(at('app'));
    const bytes = await smallArchive([...smallApkEntries(), { name: 'assets/large', bytes: randomBytes(5 * partBytes), method: 'stored' }]);
    writeFileSync(at('large.apk'), bytes);
    const all = Array.from({ length: Math.ceil(bytes.length / partBytes) }, (_, index) => index + 1);
    // The first two parts pass; those after them wait until the program is gone.
    watch.onPart = (number) => number <= 2;
    const child = spawn(process.execPath, [...words(), ...wanted()], { cwd: at(), env: environment(), stdio: 'ignore' });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await until('two parts', () => watch.parts.length >= 2 || undefined);
    child.kill('SIGKILL');
    await ended;
    const inOrder = (): readonly number[] => watch.parts.toSorted((a, b) => a - b);
    deepStrictEqual(inOrder(), [1, 2]);
    watch.onPart = () => true;
    const { stdout } = await run(process.execPath, [...words(), ...wanted()], { cwd: at(), env: environment() });
    deepStrictEqual(inOrder(), all);
    const { id, sizeBytes } = JSON.parse(stdout);
    deepStrictEqual([id, sizeBytes], [1, bytes.length]);
    // Nothing is kept of an upload that came to its end.
    const places = readdirSync(at('user'), { recursive: true, withFileTypes: true });
    ok(places.some(({ name }) => name === 'uploads'));
    strictEqual(places.filter((place) => place.isFile() && place.parentPath.endsWith('uploads')).length, 0);
  });
});
