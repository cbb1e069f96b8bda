/** The client for Google Play against a stand-in that someone else wrote, from Google's description alone. */

import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { utf8 } from '../../../../src/core/base/bytes.ts';
import { commandLine } from '../../../support/commandLine.ts';
import { faultKinds } from '../../../support/faultKinds.ts';
import { dyingClient } from '../../../support/dyingClient.ts';
import { type HttpClient } from '../../../../src/core/ports/httpClient.ts';
import { type MemoryFiles } from '../../../support/memoryFiles.ts';
import { packageName, publishFiles, versionCode } from '../../../support/playPublishing.ts';
import { NodeHttpClient } from '../../../../src/node/http/nodeHttpClient.ts';
import { startAuthorityProxy } from '../../../stand-ins/support/authorityProxy.ts';
import { startGooglePlay } from '../../../stand-ins/google-play/googlePlay.ts';

type Play = Awaited<ReturnType<typeof startGooglePlay>>;
type App = NonNullable<NonNullable<Parameters<typeof startGooglePlay>[0]>['apps']>[number];

const live: App['live'] = [
  { versionCode: 5, track: 'production' },
  { versionCode: 6, track: 'internal' },
];

describe('the client for Google Play and a stand-in of another author', () => {
  const open: Play[] = [];
  afterEach(async () => {
    for (const each of open.splice(0)) await each.close();
  });

  async function start(app: Partial<App> = {}): Promise<Play> {
    const play = await startGooglePlay({ apps: [{ packageName, live, ...app } as App] });
    open.push(play);
    return play;
  }

  async function filesFor(play: Play): Promise<MemoryFiles> {
    const account: unknown = play.serviceAccount;
    return await publishFiles({
      '/app/play.json': typeof account === 'string' ? account : JSON.stringify(account),
      '/app/mapping.txt': 'a.b -> c:',
      '/app/symbols.zip': 'PK',
      '/app/notes.txt': '<en-US>Dark mode</en-US>',
    });
  }

  async function run(play: Play, files: MemoryFiles, line: string, http?: HttpClient) {
    const args = [...line.split(' '), '--key', 'file:play.json', '--endpoint', play.url, '--json'];
    const world = { clock: { now: () => new Date() } };
    const result = await commandLine(files, args, { world, ...(http && { http }) });
    return {
      ...result,
      json: JSON.parse(result.out) as Readonly<Record<string, unknown>> & { readonly error?: { readonly code: string } },
    };
  }

  const publishing = 'store publish app.aab --store google-play --track internal --notes-file notes.txt --mapping mapping.txt';
  const about = `--app-identifier ${packageName}`;

  it('publishes with mapping and notes, promotes, rolls out, halts, resumes, completes, and sees it', async () => {
    const play = await start();
    const files = await filesFor(play);
    const published = await run(play, files, publishing);
    strictEqual(published.exitCode, 0, published.out);
    for (const [line, state] of [
      [`store promote --to production --rollout 0.1 ${about}`, 'in-progress'],
      [`store rollout --fraction 0.5 ${about}`, 'in-progress'],
      [`store halt ${about}`, 'halted'],
      [`store halt --resume ${about}`, 'in-progress'],
      [`store rollout --complete ${about}`, 'completed'],
    ] as const) {
      const { exitCode, json, out } = await run(play, files, line);
      deepStrictEqual([exitCode, json['state'], json['versionCode']], [0, state, versionCode], `${line}: ${out}`);
    }
    const { json } = await run(play, files, `store status ${about}`);
    strictEqual(json['highestVersionCode'], versionCode, JSON.stringify(json));
    deepStrictEqual(play.violations, []);
    strictEqual(play.app(packageName).commits.length, 6);
  });

  it('commits once, whatever happens to any one request', async () => {
    const whole = await start();
    await run(whole, await filesFor(whole), publishing);
    for (const fault of faultKinds)
      for (let at = 1; at <= whole.requests.length; at += 1) {
        const play = await start();
        play.faults.decide = (_, count) => (count === at ? fault : undefined);
        const files = await filesFor(play);
        const http = new NodeHttpClient({ wait: async () => {} });
        const first = await run(play, files, publishing, http);
        // What is not repeated by itself goes on when the command is started again.
        const last = first.exitCode === 0 ? first : await run(play, files, publishing, http);
        const said = `${JSON.stringify(fault)} at ${at}: ${first.out} ${last.out}`;
        deepStrictEqual([last.exitCode, play.app(packageName).commits.length, play.violations], [0, 1, []], said);
        http.dispose();
      }
  });

  it('connects, changes testers, shares internally and downloads what Google generated', async () => {
    const play = await start();
    const files = await filesFor(play);
    const connected = await run(play, files, `store connect play --store google-play ${about}`);
    const rights = connected.json['permissions'] as readonly { readonly isGranted: boolean | null }[];
    deepStrictEqual(
      rights.map(({ isGranted }) => isGranted),
      [true, true, true, true],
      connected.out,
    );
    const testers = await run(play, files, `store testers --track alpha --add beta@googlegroups.com ${about}`);
    deepStrictEqual(testers.json['googleGroups'], ['beta@googlegroups.com'], testers.out);
    const shared = await run(play, files, 'store internal-sharing app.aab');
    match(String(shared.json['url']), /^https:\/\//, shared.out);
    await run(play, files, publishing);
    const downloaded = await run(play, files, `store download --version-code ${versionCode} --out u.apk ${about}`);
    strictEqual(downloaded.exitCode, 0, downloaded.out);
    deepStrictEqual(play.violations, []);
  });

  it('killed at any request and started again, it publishes once', async () => {
    const lines = [publishing, `store promote --from internal --to production ${about}`];
    for (const line of lines) {
      const whole = await start();
      const { requests } = (await run(whole, await filesFor(whole), line)).json as { readonly requests: readonly unknown[] };
      for (const isLost of [false, true])
        // The token is asked for first.
        for (let killed = 1; killed <= requests.length + 1; killed++) {
          const play = await start();
          const files = await filesFor(play);
          await run(play, files, line, dyingClient(killed, isLost));
          const { exitCode, out } = await run(play, files, line);
          deepStrictEqual([exitCode, play.app(packageName).commits.length], [0, 1], `${line} at ${killed}, lost ${isLost}: ${out}`);
          deepStrictEqual(play.violations, []);
          await play.close();
          open.pop();
        }
    }
  });

  it('survives bursts of 429 and 5xx, expired tokens, forgotten uploads and what others commit', async () => {
    const play = await start();
    const files = await filesFor(play);
    play.faults.rateLimit(2);
    play.faults.serverErrors(2);
    const { exitCode, out } = await run(play, files, publishing);
    strictEqual(exitCode, 0, out);
    play.tokens.expireAll();
    play.commitElsewhere(packageName);
    strictEqual((await run(play, files, `store promote --to beta ${about}`)).exitCode, 0);
    ok(play.violations.length === 0);
  });

  it('reaches Google’s own addresses through a company’s proxy, whose authority it must trust', async () => {
    const play = await start();
    const files = await filesFor(play);
    // As the key file of Google has it, without the address of the stand-in.
    const key = JSON.parse(files.text('/app/play.json') ?? '{}') as Record<string, unknown>;
    await files.writeFile('/app/play.json', utf8(JSON.stringify({ ...key, token_uri: 'https://oauth2.googleapis.com/token' })));
    const proxy = await startAuthorityProxy({ 'androidpublisher.googleapis.com': play.url, 'oauth2.googleapis.com': play.url });
    const clock = { now: () => new Date() };
    const through = async (certificateAuthorities: readonly string[]) => {
      const http = new NodeHttpClient({ proxies: { HTTPS_PROXY: proxy.url }, certificateAuthorities, wait: async () => {} });
      const result = await commandLine(files, [...publishing.split(' '), '--key', 'file:play.json', '--json'], { world: { clock }, http });
      http.dispose();
      return { ...result, json: JSON.parse(result.out) as { readonly state?: string; readonly error?: { readonly code: string } } };
    };
    try {
      const distrusted = await through([]);
      deepStrictEqual([distrusted.exitCode, play.app(packageName).commits.length], [4, 0], distrusted.out);
      const trusted = await through([proxy.authority]);
      deepStrictEqual([trusted.exitCode, trusted.json.state], [0, 'completed'], trusted.out);
      ok(proxy.tunnels.some((name) => name.startsWith('androidpublisher.googleapis.com')));
      deepStrictEqual([play.violations, play.app(packageName).commits.length], [[], 1]);
    } finally {
      await proxy.close();
    }
  });
});
