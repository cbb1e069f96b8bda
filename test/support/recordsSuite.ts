/** What every storage of records must do. Call it with a way to open an empty one and to open the same one again. */

import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { isFailure } from '../../src/core/base/failure.ts';
import { type Row } from '../../src/releases/model/tables.ts';
import { type Records } from '../../src/releases/ports/records.ts';

export interface RecordsUnderTest {
  /** The same data each time until `reset`. */
  readonly open: () => Promise<Records>;
  readonly reset: () => Promise<void>;
}

const at = '2026-11-29T12:00:00.000Z';

function account(id: string, name = id): Row<'account'> {
  return { id, kind: 'user', name, displayName: `“${name}” <b>`, email: null, createdAt: at };
}

function app(id: string, ownerId = 'owner'): Row<'app'> {
  const row = { id, secret: `secret-${id}`, ownerId, name: id, displayName: id, os: 'Android', platform: 'Java' };
  return { ...row, releaseType: null, description: null, lastReleaseNumber: 0, createdAt: at, updatedAt: at };
}

function release(number: number, appId = 'app'): Row<'release'> {
  return {
    id: `release-${appId}-${number}`,
    appId,
    number,
    version: String(number),
    shortVersion: '1.0',
    fileName: 'a.apk',
    sha256: 'aa',
    md5: 'bb',
    sizeBytes: 4_294_967_295,
    notes: '',
    isEnabled: number % 2 === 1,
    link: `link-${appId}-${number}`,
    facts: { name: 'Zoë', list: [1, null, { deep: true }] },
    build: {},
    uploadedAt: at,
    uploadedBy: 'owner',
    labels: ['rc', '“x”'],
    fields: { ticket: 'A-1' },
    externalUrl: null,
    deletedAt: null,
    packageHash: null,
    bundleSha256: null,
  };
}

export function describeRecords(name: string, { open, reset }: RecordsUnderTest): void {
  describe(`records in ${name}`, () => {
    let records: Records;

    beforeEach(async () => {
      await reset();
      records = await open();
      await records.transaction(async (transaction) => {
        await transaction.insert('account', account('owner'));
        await transaction.insert('app', app('app'));
      });
    });
    afterEach(async () => await records.close());

    async function addReleases(...numbers: readonly number[]): Promise<void> {
      await records.transaction(async (transaction) => {
        for (const number of numbers) ok(await transaction.insert('release', release(number)));
      });
    }

    it('give back every kind of value as it was', async () => {
      await addReleases(1);
      deepStrictEqual(await records.one('release', { number: 1 }), release(1));
      const icon = { sha256: 'cc', mediaType: 'image/png', bytes: new Uint8Array([0, 255, 128]) };
      await records.transaction(async (transaction) => await transaction.insert('icon', icon));
      deepStrictEqual(await records.one('icon', { sha256: 'cc' }), icon);
    });

    it('know what was written after they are opened again', async () => {
      await addReleases(1);
      await records.close();
      records = await open();
      deepStrictEqual(await records.one('release', { number: 1 }), release(1));
    });

    it('refuse a second row with the same key or the same unique values, and write nothing of it', async () => {
      await records.transaction(async (transaction) => {
        strictEqual(await transaction.insert('account', account('owner', 'other')), false);
        strictEqual(await transaction.insert('account', account('other', 'owner')), false);
      });
      strictEqual(await records.count('account', {}), 1);
    });

    it('find by values, lists of values and what is unknown', async () => {
      await records.transaction(async (transaction) => {
        await transaction.insert('account', { ...account('org'), kind: 'organization', email: 'a@example.com' });
      });
      deepStrictEqual(
        (await records.find('account', { where: { email: null } })).map(({ id }) => id),
        ['owner'],
      );
      deepStrictEqual(
        (await records.find('account', { where: { id: ['org', 'nobody'] } })).map(({ id }) => id),
        ['org'],
      );
      deepStrictEqual(await records.find('account', { where: { id: [] } }), []);
      strictEqual(await records.one('account', { name: "x' OR '1'='1" }), undefined);
    });

    it('give some columns of the rows alone', async () => {
      await addReleases(1, 2, 3);
      const query = { where: { appId: 'app' }, order: [['number', 'descending']], limit: 2 } as const;
      const wanted = [
        { number: 3, isEnabled: true, labels: ['rc', '“x”'] },
        { number: 2, isEnabled: false, labels: ['rc', '“x”'] },
      ];
      const columns = ['number', 'isEnabled', 'labels'] as const;
      const plain = (rows: readonly object[]): readonly object[] => rows.map((row) => ({ ...row }));
      deepStrictEqual(plain(await records.pick('release', columns, query)), wanted);
      deepStrictEqual(plain(await records.transaction(async (transaction) => await transaction.pick('release', columns, query))), wanted);
      const wrong = 'number" FROM "release' as 'number';
      await rejects(records.pick('release', [wrong], query), TypeError);
      await rejects(records.pick('release', [wrong], {}), TypeError);
    });

    it('give some columns of all rows, whatever is in them', async () => {
      await addReleases(1, 2);
      await records.transaction(async (transaction) => {
        await transaction.update(
          'release',
          { id: 'release-app-2' },
          { notes: 'a "quote", \\, \n\u2028 and 💡', externalUrl: 'https://x.example' },
        );
      });
      const columns = ['number', 'isEnabled', 'labels', 'notes', 'externalUrl'] as const;
      const rows = await records.pick('release', columns, { where: { id: ['release-app-1', 'release-app-2'] } });
      const [first] = await records.find('release', { where: { id: 'release-app-1' } });
      const second = {
        number: 2,
        isEnabled: false,
        labels: ['rc', '“x”'],
        notes: 'a "quote", \\, \n\u2028 and 💡',
        externalUrl: 'https://x.example',
      };
      deepStrictEqual(
        rows.map((row) => ({ ...row })).toSorted((a, b) => a.number - b.number),
        [{ number: 1, isEnabled: first?.isEnabled, labels: ['rc', '“x”'], notes: first?.notes, externalUrl: null }, second],
      );
      deepStrictEqual(await records.pick('release', columns, { where: { id: 'nobody' } }), []);
    });

    it('sort, limit, and go on after a value', async () => {
      await addReleases(1, 2, 3, 10);
      const numbers = async (after?: number): Promise<readonly number[]> => {
        const order = [['number', 'descending']] as const;
        const found = await records.find('release', { where: { appId: 'app' }, order, limit: 2, ...(after !== undefined && { after }) });
        return found.map(({ number }) => number);
      };
      deepStrictEqual([await numbers(), await numbers(3), await numbers(1)], [[10, 3], [2, 1], []]);
    });

    it('stop at a value', async () => {
      await addReleases(1, 2, 3);
      const numbers = async (direction: 'ascending' | 'descending'): Promise<readonly number[]> =>
        (await records.find('release', { order: [['number', direction]], until: 2 })).map(({ number }) => number);
      deepStrictEqual(
        [await numbers('ascending'), await numbers('descending')],
        [
          [1, 2],
          [3, 2],
        ],
      );
    });

    it('sort what is unknown first, and texts by their bytes', async () => {
      await records.transaction(async (transaction) => {
        for (const [id, email] of [
          ['a', 'z'],
          ['b', 'Z'],
          ['c', 'é'],
        ] as const)
          await transaction.insert('account', { ...account(id), email });
      });
      const emails = async (direction: 'ascending' | 'descending'): Promise<readonly (string | null)[]> =>
        (await records.find('account', { order: [['email', direction]] })).map(({ email }) => email);
      deepStrictEqual(await emails('ascending'), [null, 'Z', 'z', 'é']);
      deepStrictEqual(await emails('descending'), ['é', 'z', 'Z', null]);
    });

    it('give each row to one of those who claim it', async () => {
      const job = (number: number): Row<'job'> => {
        const row = { id: `job-${number}`, kind: 'mail', payload: { number }, state: 'waiting', dueAt: at, attempts: 0 };
        return { ...row, problem: null, createdAt: at, endedAt: null };
      };
      await records.transaction(async (transaction) => {
        for (let number = 0; number < 40; number++) await transaction.insert('job', job(number));
      });
      const claimed: string[] = [];
      const query = { where: { state: 'waiting' }, order: [['dueAt', 'ascending']], until: at, limit: 3 } as const;
      const worker = async (): Promise<void> => {
        for (;;) {
          const rows = await records.claim('job', query, { state: 'running' });
          if (rows.length === 0) return;
          for (const { id, state } of rows) {
            strictEqual(state, 'running');
            claimed.push(id);
          }
        }
      };
      await Promise.all([worker(), worker(), worker(), worker()]);
      deepStrictEqual(claimed.toSorted(), Array.from({ length: 40 }, (_, number) => `job-${number}`).toSorted());
    });

    it('run exclusive work of one name one after the other, and of others next to it', async () => {
      const order: string[] = [];
      const go = Promise.withResolvers<void>();
      const first = records.exclusive('a', async () => {
        await go.promise;
        order.push('first');
      });
      const second = records.exclusive('a', async () => {
        order.push('second');
        await records.transaction(async () => {});
      });
      await records.exclusive('b', async () => {
        order.push('other');
      });
      go.resolve();
      await Promise.all([first, second]);
      deepStrictEqual(order, ['other', 'first', 'second']);
      await rejects(
        records.exclusive('a', async () => await Promise.reject(new Error('stop'))),
        /stop/,
      );
      strictEqual(await records.exclusive('a', async () => 7), 7);
    });

    it('change and remove what fits, and say how many', async () => {
      await addReleases(1, 2, 3);
      await records.transaction(async (transaction) => {
        strictEqual(await transaction.update('release', { isEnabled: true }, { notes: 'x' }), 2);
        strictEqual(await transaction.remove('release', { notes: 'x' }), 2);
      });
      strictEqual(await records.count('release', { appId: 'app' }), 1);
    });

    it('remove what belongs to what is removed', async () => {
      await addReleases(1);
      await records.transaction(async (transaction) => {
        const row = {
          targetId: 'g',
          releaseNumber: 1,
          releaseId: 'release-app-1',
          kind: 'group',
          isMandatory: false,
          notifiesTesters: true,
          addedAt: at,
        };
        await transaction.insert('destination', row);
        await transaction.remove('app', { id: 'app' });
      });
      deepStrictEqual([await records.count('release', {}), await records.count('destination', {})], [0, 0]);
    });

    it('take back everything of a transaction that fails, and go on', async () => {
      const failing = records.transaction(async (transaction) => {
        await transaction.insert('account', account('lost'));
        throw new Error('stop');
      });
      await rejects(failing, /stop/);
      await records.transaction(async (transaction) => await transaction.insert('account', account('kept')));
      deepStrictEqual(
        (await records.find('account', { order: [['id', 'ascending']] })).map(({ id }) => id),
        ['kept', 'owner'],
      );
    });

    it('show nothing of a transaction before its end', async () => {
      const written = Promise.withResolvers<void>();
      const go = Promise.withResolvers<void>();
      const running = records.transaction(async (transaction) => {
        await transaction.insert('account', account('new'));
        strictEqual(await transaction.count('account', {}), 2);
        written.resolve();
        await go.promise;
      });
      await written.promise;
      strictEqual(await records.count('account', {}), 1);
      go.resolve();
      await running;
      strictEqual(await records.count('account', {}), 2);
    });

    it('run transactions one after the other', async () => {
      const add = async (): Promise<void> =>
        await records.transaction(async (transaction) => {
          const current = await transaction.one('app', { id: 'app' });
          await Promise.resolve();
          await transaction.update('app', { id: 'app' }, { lastReleaseNumber: (current?.lastReleaseNumber ?? 0) + 1 });
        });
      await Promise.all(Array.from({ length: 50 }, add));
      strictEqual((await records.one('app', { id: 'app' }))?.lastReleaseNumber, 50);
    });

    it('refuse a text with a NUL character, which not every database can store', async () => {
      const withNul = records.transaction(async (transaction) => await transaction.insert('account', account('x', 'a\0b')));
      await rejects(withNul, (error) => isFailure(error, 'release-refused'));
    });

    it('refuse values of another kind and columns that do not exist', async () => {
      const bad: unknown = { lastReleaseNumber: 1.5 };
      await rejects(
        records.transaction(async (transaction) => await transaction.update('app', { id: 'app' }, bad as Partial<Row<'app'>>)),
        TypeError,
      );
      const unknown: unknown = { "id\" = '' OR 1 --": 'x' };
      await rejects(records.find('app', { where: unknown as Partial<Row<'app'>> }), TypeError);
    });
  });
}
