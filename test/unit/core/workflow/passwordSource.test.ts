/** Several packages of one call: each password is asked for once, one question at a time. */

import { deepStrictEqual, rejects } from 'node:assert/strict';
import { Failure } from '../../../../src/core/base/failure.ts';
import { Secret } from '../../../../src/core/base/secret.ts';
import { askedOnce, type PasswordRequest, type PasswordSource } from '../../../../src/core/workflow/passwordSource.ts';

const keystore: PasswordRequest = { purpose: 'keystore', file: '/app/up.p12', isNeeded: true };

function person(
  answers: readonly (string | undefined)[] = [],
): PasswordSource & { readonly asked: string[]; readonly atOnce: () => number } {
  const asked: string[] = [];
  let open = 0;
  let most = 0;
  return {
    asked,
    atOnce: () => most,
    ask: async ({ purpose, file, alias = '' }) => {
      most = Math.max(most, ++open);
      const answer = asked.length < answers.length ? answers[asked.length] : `marker ${asked.length}`;
      asked.push(`${purpose} ${file} ${alias}`.trim());
      await new Promise((resolve) => setImmediate(resolve));
      open--;
      if (answer === 'fail') throw Failure.of('cancelled', {});
      return answer === undefined ? undefined : new Secret(answer);
    },
  };
}

describe('passwords of several packages', () => {
  it('are asked for once each: by what they open, in which file, for which key', async () => {
    const source = person();
    const share = askedOnce();
    const requests: readonly PasswordRequest[] = [
      keystore,
      { ...keystore, isNeeded: false },
      { ...keystore, purpose: 'key', alias: 'upload' },
      { ...keystore, purpose: 'key', alias: 'other' },
      { ...keystore, purpose: 'certificate' },
      { ...keystore, file: '/app/other.p12' },
    ];
    const first = await Promise.all(requests.map(async (request) => (await share(source).ask(request))?.reveal()));
    const second = await Promise.all(requests.map(async (request) => (await share(source).ask(request))?.reveal()));
    deepStrictEqual(first, ['marker 0', 'marker 0', 'marker 1', 'marker 2', 'marker 3', 'marker 4']);
    deepStrictEqual(second, first);
    deepStrictEqual(source.asked, [
      'keystore /app/up.p12',
      'key /app/up.p12 upload',
      'key /app/up.p12 other',
      'certificate /app/up.p12',
      'keystore /app/other.p12',
    ]);
    deepStrictEqual(source.atOnce(), 1);
  });

  it('are asked for again where none was given, and where asking failed', async () => {
    const source = person([undefined, 'fail', 'right']);
    const asking = askedOnce()(source);
    deepStrictEqual(await asking.ask(keystore), undefined);
    await rejects(asking.ask(keystore), { code: 'cancelled' });
    deepStrictEqual((await asking.ask(keystore))?.reveal(), 'right');
    deepStrictEqual((await asking.ask(keystore))?.reveal(), 'right');
    deepStrictEqual(source.asked.length, 3);
  });
});
