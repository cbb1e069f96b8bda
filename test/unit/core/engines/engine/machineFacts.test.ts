import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict';
import { MachineFacts } from '../../../../../src/core/engines/engine/machineFacts.ts';

describe('MachineFacts', () => {
  it('asks an engine once, and again after a renewal or an error', async () => {
    let asked = 0;
    let isBroken = false;
    const engine = {
      id: 'gradle',
      versions: async () => {
        asked += 1;
        if (isBroken) throw new Error('no java');
        return ['9', '8'];
      },
    } as const;
    const machine = new MachineFacts();
    const both = await Promise.all([machine.versionsOf(engine), machine.versionsOf(engine)]);
    deepStrictEqual(
      [both, asked],
      [
        [
          ['9', '8'],
          ['9', '8'],
        ],
        1,
      ],
    );
    isBroken = true;
    machine.renew();
    await rejects(machine.versionsOf(engine), /no java/);
    isBroken = false;
    deepStrictEqual(await machine.versionsOf(engine), ['9', '8']);
    strictEqual(asked, 3);
  });
});
