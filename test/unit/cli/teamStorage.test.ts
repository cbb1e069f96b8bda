import { deepStrictEqual, strictEqual, throws } from 'node:assert/strict';
import { teamStorage } from '../../../src/cli/commands/server/teamStorage.ts';

const whole = {
  DATABASE_URL: 'postgresql://u:Geheim@h/d',
  S3_ENDPOINT: 'https://s3.example.com',
  S3_BUCKET: 'packages',
  S3_ACCESS_KEY_ID: 'AK',
  S3_SECRET_ACCESS_KEY: 'SK',
};

describe('the shared storage that the environment names', () => {
  it('is that of a folder when it names none', () => {
    strictEqual(teamStorage({ environment: {} }), undefined);
    strictEqual(teamStorage({ environment: { DATABASE_URL: '', S3_ENDPOINT: 'https://s3.example.com' } }), undefined);
  });

  it('has usual values for what is not said', () => {
    const s3 = {
      endpoint: 'https://s3.example.com',
      bucket: 'packages',
      accessKeyId: 'AK',
      secretAccessKey: 'SK',
      region: 'us-east-1',
      prefix: '',
    };
    deepStrictEqual(teamStorage({ environment: whole }), {
      databaseUrl: whole.DATABASE_URL,
      s3: { ...s3, sessionToken: undefined, publicEndpoint: undefined },
    });
    strictEqual(teamStorage({ environment: { ...whole, S3_PREFIX: '/mobile/' } })?.s3.prefix, 'mobile/');
  });

  it('is refused when only a part of it is named, or a value has no form that can be used', () => {
    for (const name of ['DATABASE_URL', 'S3_ENDPOINT', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const)
      throws(() => teamStorage({ environment: { ...whole, [name]: undefined } }), new RegExp(`needs ${name} as well`));
    throws(() => teamStorage({ environment: { ...whole, S3_ENDPOINT: 's3.example.com' } }), /S3_ENDPOINT cannot be used/);
    throws(() => teamStorage({ environment: { ...whole, S3_BUCKET: 'a/../b' } }), /S3_BUCKET cannot be used/);
    throws(() => teamStorage({ environment: { ...whole, S3_PREFIX: 'a?b' } }), /S3_PREFIX cannot be used/);
  });
});
