import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { Secret } from '../../../../src/core/base/secret.ts';
import { type App } from '../../../../src/releases/use-cases/access.ts';
import { hashOfSecret, isSecretOf } from '../../../../src/releases/use-cases/identifiers.ts';
import { type Actor } from '../../../../src/releases/use-cases/releaseWorld.ts';
import { findSession, beginSession } from '../../../../src/releases/use-cases/sessions.ts';
import { actorOfToken, createToken } from '../../../../src/releases/use-cases/tokens.ts';
import { createUpload, openUpload } from '../../../../src/releases/use-cases/uploads.ts';
import { type TestWorld } from '../../../support/releaseWorld.ts';
import { useReleaseWorld } from '../../../support/useReleaseWorld.ts';

/** Right but for the last character. */
function near(secret: Secret): Secret {
  const text = secret.reveal();
  return new Secret(`${text.slice(0, -1)}${text.endsWith('0') ? '1' : '0'}`);
}

describe('secrets that someone guesses', () => {
  let world: TestWorld;
  let actor: Actor;
  let app: App;
  useReleaseWorld((opened) => ({ world, actor, app } = opened));

  /** The world, and every value that its records are asked for. */
  function listening(): { readonly heard: string[]; readonly world: TestWorld } {
    const heard: string[] = [];
    const { records } = world;
    const spied: TestWorld['records'] = {
      find: async (table, query) => (heard.push(JSON.stringify(query)), await records.find(table, query)),
      pick: async (table, columns, query) => (heard.push(JSON.stringify(query)), await records.pick(table, columns, query)),
      one: async (table, where) => (heard.push(JSON.stringify(where)), await records.one(table, where)),
      count: async (table, where) => (heard.push(JSON.stringify(where)), await records.count(table, where)),
      transaction: async (work) => await records.transaction(work),
      claim: async (table, query, changes) => await records.claim(table, query, changes),
      exclusive: async (name, work) => await records.exclusive(name, work),
      close: async () => {},
    };
    return { heard, world: { ...world, records: spied } };
  }

  it('are looked for by their hash alone, so that the time of an answer says nothing of how much was right', async () => {
    const { secret } = await createToken(world, actor, { description: 'CI', scope: 'full' });
    const session = await beginSession(world, 'portal', { userId: actor.userId });
    const { heard, world: spied } = listening();
    ok(await actorOfToken(spied, secret));
    strictEqual(await actorOfToken(spied, near(secret)), undefined);
    ok(await findSession(spied, 'portal', session));
    strictEqual(await findSession(spied, 'portal', near(session)), undefined);
    const text = heard.join('\n');
    for (const each of [secret, near(secret), session, near(session)])
      deepStrictEqual([text.includes(each.reveal().slice(0, 12)), text.includes(hashOfSecret(each))], [false, true]);
  });

  it('are compared as a whole where there is one to compare with, whatever their length', async () => {
    const { upload, token } = await createUpload(world, actor, app, {});
    strictEqual((await openUpload(world, upload.id, token)).id, upload.id);
    for (const guess of [near(token), new Secret(''), new Secret('x'.repeat(10_000)), new Secret(upload.tokenHash)])
      strictEqual(isSecretOf(upload.tokenHash, guess), false);
    // One that does not exist is answered as one with another token.
    const messages = await Promise.all(
      [openUpload(world, upload.id, near(token)), openUpload(world, 'none', token)].map(
        async (each) => await each.then(String, (error: unknown) => (error instanceof Error ? error.message : '')),
      ),
    );
    strictEqual(messages[0], messages[1]);
  });
});
