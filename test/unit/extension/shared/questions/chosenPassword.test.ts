import { match, strictEqual, throws } from 'node:assert/strict';
import { Secret } from '../../../../../src/core/base/secret.ts';
import { systemRandom } from '../../../../../src/node/systemRandom.ts';
import { chosenPassword, chosenPasswordOrNone } from '../../../../../src/extension/shared/questions/chosenPassword.ts';

const password = new Secret('typed');

describe('chosenPassword', () => {
  it('is what was typed, where that was chosen', () =>
    strictEqual(chosenPassword({ passwordKind: 'own', password }, systemRandom), password));

  it('is made up, whatever was typed before', () => {
    match(chosenPassword({ passwordKind: 'generated', password }, systemRandom).reveal(), /^\w{5}(-\w{5}){5}$/);
  });

  it('is none where that was chosen', () => {
    strictEqual(chosenPasswordOrNone({ passwordKind: 'none', password }, systemRandom), undefined);
    throws(() => chosenPassword({ passwordKind: 'none' }, systemRandom));
  });
});
