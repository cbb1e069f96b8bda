import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { type StoreDestinations, type StoreSighting } from '../../../../src/releases/ports/storeDestinations.ts';
import { unknownFacts } from '../../../../src/releases/model/packageFacts.ts';
import { destinationsOf } from '../../../../src/releases/use-cases/destinations.ts';
import { publishToStore } from '../../../../src/releases/use-cases/storeReleases.ts';
import { lookAtStore, takeStoreReport } from '../../../../src/releases/use-cases/storeReports.ts';
import { readNews } from '../../../../src/releases/notify/news.ts';
import { type Happening } from '../../../../src/releases/model/webhooks.ts';
import { type Release } from '../../../../src/releases/use-cases/releases.ts';
import { type ReleaseWorld } from '../../../../src/releases/use-cases/releaseWorld.ts';
import { createWebhook } from '../../../../src/releases/use-cases/webhooks.ts';
import { uploadPackage } from '../../../support/releaseWorld.ts';
import { useReleaseWorld, type OpenedWorld } from '../../../support/useReleaseWorld.ts';

const storeId = '00000000-0000-8000-a000-000000000000';
const body = new Uint8Array([1, 2, 3]);
const { signal } = new AbortController();

describe('reports of stores', () => {
  let opened: OpenedWorld;
  let world: ReleaseWorld;
  let seen: readonly StoreSighting[];
  let looks: string[];
  useReleaseWorld((given) => {
    opened = given;
    seen = [];
    looks = [];
    const stores: StoreDestinations = {
      list: () => [{ id: storeId, name: 'apple', type: 'apple', track: 'QA' }],
      isFromStore: (store, _, signature) => store === 'apple' && signature === 'right',
      look: async (store, appIdentifier) => {
        looks.push(`${store} ${appIdentifier}`);
        return seen;
      },
      publish: async () => ({ kind: 'published' }),
    };
    const { packages, ...others } = given.world;
    ok(packages);
    world = {
      ...others,
      stores,
      packages: {
        ...packages,
        read: async () => ({
          facts: { ...unknownFacts('ipa'), identifier: 'com.acme.hello', version: '7', shortVersion: '1.2' },
          icon: null,
          problem: null,
        }),
      },
    };
  }, 'iOS');

  async function released(): Promise<Release> {
    const { actor, app } = opened;
    const { published } = await uploadPackage(world, actor, app, new Uint8Array([1]), { fileName: 'app.ipa' });
    ok(published.kind === 'released');
    await publishToStore(world, actor, published.release, 'apple');
    return published.release;
  }

  async function jobs(kind: string): Promise<readonly { readonly payload: unknown }[]> {
    return await world.records.find('job', { where: { kind } });
  }

  it('are taken with the right signature alone, and are one look however many come', async () => {
    deepStrictEqual(
      [
        await takeStoreReport(world, 'apple', body, 'wrong'),
        await takeStoreReport(world, 'apple', body, undefined),
        await takeStoreReport(world, 'other', body, 'right'),
      ],
      [false, false, false],
    );
    strictEqual((await jobs('store-look')).length, 0);
    strictEqual(await takeStoreReport(world, 'apple', body, 'right'), true);
    strictEqual(await takeStoreReport(world, 'apple', body, 'right'), true);
    deepStrictEqual(
      (await jobs('store-look')).map(({ payload }) => payload),
      [{ store: 'apple' }],
    );
  });

  it('keep what the store says with the destination, and tell webhooks what is new, once', async () => {
    const { actor, app } = opened;
    await createWebhook(world, actor, app, { name: 'hook', kind: 'generic', url: 'https://hooks.test/', events: ['store'] });
    const release = await released();
    const stateNow = async (): Promise<unknown> => (await destinationsOf(world, [release])).get(release.id)?.map((each) => each.storeState);
    deepStrictEqual(await stateNow(), [null]);
    seen = [
      { version: '1.2', build: '6', state: 'EXPIRED' },
      { version: '1.2', build: '7', state: 'IN_BETA_REVIEW' },
    ];
    await lookAtStore(world, 'apple', signal);
    await lookAtStore(world, 'apple', signal);
    deepStrictEqual(looks, ['apple com.acme.hello', 'apple com.acme.hello']);
    deepStrictEqual(await stateNow(), ['IN_BETA_REVIEW']);
    const told = await jobs('webhook');
    strictEqual(told.length, 1);
    const [first] = told;
    ok(first);
    const { happening } = first.payload as { readonly happening: Happening };
    const news = await readNews(world, happening, 'https://releases.test');
    deepStrictEqual([news?.event, news?.text, news?.storeName], ['store', 'IN_BETA_REVIEW', 'apple']);
    seen = [{ version: '1.2', build: '7', state: 'BETA_REJECTED' }];
    await lookAtStore(world, 'apple', signal);
    deepStrictEqual([await stateNow(), (await jobs('webhook')).length], [['BETA_REJECTED'], 2]);
  });

  it('say nothing of an account that the server does not have any more', async () => {
    await released();
    await lookAtStore(world, 'gone', signal);
    deepStrictEqual(looks, []);
  });
});
