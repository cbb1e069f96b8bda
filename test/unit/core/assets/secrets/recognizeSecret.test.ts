import { ok, strictEqual } from 'node:assert/strict';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { recognizeSecret, secretTextBytes } from '../../../../../src/core/assets/secrets/recognizeSecret.ts';
import { type Bytes, concatBytes, fromHex, latin1, toBase64, utf8 } from '../../../../../src/core/base/bytes.ts';
import { encodePem } from '../../../../../src/core/formats/pem/pem.ts';
import { ZipWriter } from '../../../../../src/core/formats/zip/zipWriter.ts';
import { keystoreRows } from '../../../../fixtures/keystores/keystoreRows.ts';
import { withinProcessorTime } from '../../../../support/processorTime.ts';

const keystoreFolder = new URL('../../../../fixtures/keystores/', import.meta.url);
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const pkcs1 = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
const encrypted = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString();
const traditional = privateKey.export({ type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString();
const elliptic = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;
const sec1 = elliptic.export({ type: 'sec1', format: 'pem' }).toString();
const spki = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const der = privateKey.export({ type: 'pkcs8', format: 'der' });
const openSsh = encodePem('OPENSSH PRIVATE KEY', concatBytes(latin1('openssh-key-v1\0'), new Uint8Array(200).fill(7)));
const scripted = JSON.stringify(pkcs8);
const joined = pkcs8
  .trim()
  .split('\n')
  .map((line) => `"${line}\\n"`)
  .join(' +\n  ');
const jwk = JSON.stringify(elliptic.export({ format: 'jwk' }));
const bks = concatBytes(
  fromHex('0000000200000014') ?? latin1(''),
  new Uint8Array(20).fill(9),
  fromHex('00000532') ?? latin1(''),
  new Uint8Array(200).fill(3),
);
const openPgp = concatBytes(fromHex('95035f0460000000010800') ?? latin1(''), new Uint8Array(500).fill(5));
const token = (prefix: string, length: number): string => prefix + 'aB3dE5fG7h'.repeat(20).slice(0, length);
const utf16 = (text: string): Bytes => concatBytes(Uint8Array.of(0xff, 0xfe), new Uint8Array(Buffer.from(text, 'utf16le')));

const secrets: Readonly<Record<string, string | Bytes>> = {
  'server.key': pkcs1,
  'key.pem': pkcs8,
  'AuthKey_ABCDE12345.p8': sec1,
  'encrypted.pem': encrypted,
  'traditional.pem': traditional,
  'windows.pem': pkcs8.replaceAll('\n', '\r\n'),
  'utf16.pem': utf16(pkcs8),
  'with a certificate in front': `Bag Attributes\n    friendlyName: x\nKey Attributes: <No Attributes>\n${spki}${pkcs8}`,
  'key.der': new Uint8Array(der),
  id_ed25519: openSsh,
  'key.ppk': 'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n',
  'key.txt': `# created: 2026-01-01\nAGE-SECRET-KEY-1${'Q'.repeat(58)}\n`,
  'private.asc': `-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n${toBase64(openPgp).replace(/.{64}/g, '$&\n')}\n=abcd\n-----END PGP PRIVATE KEY BLOCK-----\n`,
  'private.gpg': openPgp,
  'service.json': JSON.stringify({ type: 'service_account', private_key: pkcs8 }, null, 2),
  'short-service.json': '{"type": "service_account", "private_key": "-----BEGIN PRIVATE KEY-----\\nMIIE"}',
  'jwk.json': jwk,
  'app.js': `const a=1;const key=${scripted};`,
  'joined.js': `const key = ${joined};`,
  'late.js': `${'/* padding */'.repeat(100_000)}const key=${scripted};`,
  'index.html': `<script>const key = ${scripted}</script>`,
  'key.properties': 'storePassword=x\nkeyAlias=upload\n',
  'keystore.properties': '# mine\nstoreFile=a.jks\nkeyPassword: geheim\n',
  'gradle.properties': 'org.gradle.jvmargs=-Xmx2g\nMYAPP_UPLOAD_STORE_PASSWORD=geheim\n',
  'credentials.json': '{"android":{"keystore":{"keystorePassword":"geheim"}}}',
  'client_secret.json': `{"installed":{"client_id":"1","client_secret":"${token('GOCSPX-', 28)}"}}`,
  '.npmrc': '//registry.example/:_authToken=x\n',
  'legacy.npmrc': 'registry=https://registry.example\n_auth=dXNlcjpwYXNz\n',
  '.yarnrc.yml': 'npmAuthToken: "abcdef"\n',
  '.git-credentials': 'https://me:secret@example.com\n',
  '.netrc': 'machine example.com\n  login me\n  password secret\n',
  '.htpasswd': 'me:$apr1$x$abcdefghijklm\n',
  '.env': 'API_URL=https://example.com\nSTRIPE_SECRET=abcdefgh\n',
  'own words': 'DB_PASSWORD=my-dog-is-9\nAPI_SECRET=the_real_one_7\n',
  '.env.production': 'DATABASE_URL="postgres://me:secret@db/app"\n',
  'environment without a name': 'export GITHUB_TOKEN=abcdefgh\n',
  credentials: `[default]\naws_access_key_id = AKIAIOSFODNN7ABCDEFG\naws_secret_access_key = ${token('', 40)}\n`,
  'aws.js': `new S3({accessKeyId:"AKIA",secretAccessKey:"${token('', 40)}"})`,
  'config.json': `{"auths":{"example.com":{"auth":"bWU6c2VjcmV0"}}}`,
  kubeconfig: `users:\n- user:\n    client-key-data: ${toBase64(utf8(pkcs8))}\n`,
  'tokens.js': `fetch(u,{headers:{a:"${token('ghp_', 36)}"}})`,
  '.pypirc': `[pypi]\nusername = __token__\npassword = ${token('pypi-AgEIcHlwaS5vcmc', 120)}\n`,
  'sentry.properties': `auth.token=${token('sntrys_eyJ', 100)}\n`,
  'sentry.js': `upload("sntryu_${'0a'.repeat(32)}")`,
  'mail.js': `mail("${token('SG.', 22)}.${token('', 43)}")`,
  'compose.yml': `token: ${token('dckr_pat_', 27)}\n`,
  'deploy.sh': `curl -H "Bearer dop_v1_${'0a'.repeat(32)}"\n`,
  'stripe.js': `pay("${token('sk_live_', 24)}")`,
  'upload.b64': toBase64(new Uint8Array(der)).replace(/.{64}/g, '$&\n'),
  'pem.b64': toBase64(utf8(pkcs8)),
  'variable.txt': `UPLOAD_KEY=${toBase64(new Uint8Array(der))}\n`,
  'quoted.sh': `export UPLOAD_KEY="${toBase64(utf8(pkcs8))}"\n`,
  'key.url': `data:application/octet-stream;base64,${toBase64(new Uint8Array(der))}`,
  'windows.txt': utf16(`Key of the shop\r\n${pkcs8}`).subarray(2),
  'big-endian.txt': new Uint8Array(Buffer.from(pkcs8, 'utf16le').swap16()),
  'bks without a name': bks,
  'encrypted.p12.enc': concatBytes(latin1('Salted__'), new Uint8Array(100).fill(200)),
  'www/.git/config': '[core]\n\tbare = false\n',
  'recovery.txt': `A keystore\n\n${encodePem('MOBILE DISTRIBUTION RECOVERY FILE', concatBytes(latin1('MDRF'), new Uint8Array(100)))}`,
};

const harmless: Readonly<Record<string, string | Bytes>> = {
  'public.pem': spki,
  'certificate.pem': encodePem('CERTIFICATE', fromHex(`3082${'01'.repeat(200)}`) ?? latin1('')),
  'id_ed25519.pub': 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAbcdefghijklmnop me@example\n',
  'docs.html': '<pre>-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC...\n-----END PRIVATE KEY-----</pre>',
  'placeholder.md': '-----BEGIN RSA PRIVATE KEY-----\nYOUR KEY GOES HERE\n-----END RSA PRIVATE KEY-----\n',
  'forge.min.js': 'e.privateKeyToPem=function(e){return"-----BEGIN PRIVATE KEY-----\\r\\n"+f(e)+"-----END PRIVATE KEY-----\\r\\n"}',
  'pem.js': 'const re=/-----BEGIN (RSA |EC )?PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END/;',
  'jose.js': 'if (pkcs8.indexOf("-----BEGIN PRIVATE KEY-----") !== 0) throw new TypeError(\'"pkcs8" must be PKCS#8\')',
  'google-services.json': '{"client":[{"api_key":[{"current_key":"AIzaSyA1234567890abcdefghijklmnopqrstuv"}]}]}',
  'public.jwk.json': JSON.stringify(publicKey.export({ format: 'jwk' })),
  'stripe.js': `Stripe("${token('pk_live_', 24)}")`,
  'env.js': 'window.env = {API_KEY: "abc", TOKEN: "x"};',
  '.env': 'VITE_API_KEY=abcdefgh\nPORT=3000\n',
  '.env.example': 'API_KEY=<your key>\nSECRET=changeme\nPASSWORD=\nTOKEN=${TOKEN}\n',
  '.npmrc': 'save-exact=true\n//registry.example/:_authToken=${NPM_TOKEN}\n',
  'key.properties': 'storePassword=\nkeyPassword=${KEY_PASSWORD}\n',
  'guide.properties': 'storePassword=<password from previous step>\nkeyPassword=your-key-password\n',
  '.env.template': 'API_TOKEN=replace-with-your-token\nSECRET=enter_secret_here\nPASSWORD=[your-password]\nDSN=example_value\n',
  'robots.txt': 'User-agent: *\nDisallow: /password\n',
  'strings.properties': 'password=Passwort\nlogin.password.hint=Ihr Passwort\n',
  'readme.txt': 'Put storePassword=secret into key.properties, and never commit it.\nThe rest is prose.\n',
  'links.txt': 'See https://example.com\nhttps://me:secret@example.com\n',
  'words.txt': 'machine learning\npassword managers\n',
  'aws.md': 'aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n',
  'app.js.map': '{"version":3,"sources":["a.ts"],"mappings":"AAAA"}',
  'package.json': '{"name":"x","scripts":{"token":"x"}}',
  'de.json': '{"password":"Passwort","client_secret":"…"}',
  'icon.png': concatBytes(fromHex('89504e470d0a1a0a') ?? latin1(''), new Uint8Array(100)),
  'app.wasm': concatBytes(fromHex('0061736d01000000') ?? latin1(''), new Uint8Array(100)),
  'font.ttf': concatBytes(fromHex('00010000000f0080') ?? latin1(''), new Uint8Array(100).fill(9)),
  'mesh.bin': concatBytes(fromHex('0000000100000014') ?? latin1(''), new Uint8Array(100)),
  'hash.txt': 'a'.repeat(128),
  'data.txt': toBase64(new Uint8Array(300).fill(1)),
  empty: '',
};

/** As `tar` writes it, but only what is read. `length` is written instead of the real one. */
function tarOf(entries: Readonly<Record<string, string>>, length?: string): Bytes {
  const parts = Object.entries(entries).flatMap(([name, text]) => {
    const header = new Uint8Array(512);
    header.set(latin1(name), 0);
    header.set(latin1(length ?? text.length.toString(8).padStart(11, '0')), 124);
    header.set(latin1('ustar\u000000'), 257);
    return [header, utf8(text), new Uint8Array((512 - (text.length % 512)) % 512)];
  });
  return concatBytes(...parts, new Uint8Array(1024));
}

describe('a secret', () => {
  for (const [path, content] of Object.entries(secrets)) {
    it(`is recognized: ${path}`, async () => ok(await recognizeSecret(path, typeof content === 'string' ? utf8(content) : content)));
  }
  for (const [path, content] of Object.entries(harmless)) {
    it(`is not suspected: ${path}`, async () =>
      strictEqual(await recognizeSecret(path, typeof content === 'string' ? utf8(content) : content), undefined));
  }
  it('is every keystore, whatever its name', async () => {
    for (const { file, format } of keystoreRows) {
      if (format === undefined) continue;
      ok(await recognizeSecret('www/data', readFileSync(new URL(file, keystoreFolder))), file);
    }
  });

  it('is looked for in linear time', async () => {
    const hostile = [
      '\n',
      ' ',
      '-----BEGIN PRIVATE KEY-----',
      `-----BEGIN PRIVATE KEY-----"${' '.repeat(1000)}`,
      'A=',
      'a:b@',
      '"type":',
      '"client_secret":',
      'secret_access_key ',
      'machine ',
      '+',
      '\\n',
      '=aaaa ',
      '"',
      'AGE-SECRET-KEY-1',
      'https://a:',
    ];
    for (const piece of hostile) {
      const bytes = utf8(piece.repeat(Math.ceil(secretTextBytes / piece.length)).slice(0, secretTextBytes));
      const small = bytes.subarray(0, 60_000);
      const inBlock = concatBytes(utf8('-----BEGIN PRIVATE KEY-----'), bytes.subarray(0, 200_000), utf8('-----END PRIVATE KEY-----'));
      await withinProcessorTime(2000, async () => {
        for (const name of ['a.txt', 'a.b64']) await recognizeSecret(name, bytes);
        for (const name of ['a.txt', '.env', '.netrc']) await recognizeSecret(name, small);
        for (const start of ['{', '[']) await recognizeSecret('a.json', concatBytes(utf8(start), small));
        await recognizeSecret('a.pem', inBlock);
      });
    }
  });

  it('lets others have their turn while a long text is looked through', async () => {
    let turns = 0;
    let isLooking = true;
    const turn = (): void => {
      turns++;
      if (isLooking) setImmediate(turn);
    };
    turn();
    strictEqual(await recognizeSecret('a.js', utf8('let a = 1;\n'.repeat(100_000))), undefined);
    isLooking = false;
    ok(turns > 4);
  });

  describe('in archives', () => {
    const zipped = async (
      entries: Readonly<Record<string, string | Bytes>>,
      method: 'stored' | 'deflated' = 'deflated',
    ): Promise<Bytes> => {
      const parts: Bytes[] = [];
      const writer = new ZipWriter({ write: async (bytes) => void parts.push(bytes.slice()) });
      for (const [name, content] of Object.entries(entries))
        await writer.addEntry({ name, method, bytes: typeof content === 'string' ? utf8(content) : content });
      await writer.finish();
      return concatBytes(...parts);
    };

    it('finds what one content, packed with gzip, says', async () => {
      strictEqual(await recognizeSecret('server.key.gz', new Uint8Array(gzipSync(pkcs8))), 'a private key');
      strictEqual(await recognizeSecret('key.properties.gz', new Uint8Array(gzipSync('storePassword=x\n'))), 'a keystore password');
      const long = new Uint8Array(gzipSync(concatBytes(utf8(pkcs8), new Uint8Array(randomBytes(300_000)))));
      strictEqual(await recognizeSecret('cut.gz', long.subarray(0, 64 * 1024)), 'a private key');
    });

    it('finds it among the entries of a zip archive, packed or stored, also where the archive is cut', async () => {
      for (const method of ['stored', 'deflated'] as const) {
        const archive = await zipped({ 'readme.txt': 'keys of the shop', 'keys/server.key': pkcs8 }, method);
        strictEqual(await recognizeSecret('keys.zip', archive), 'a private key');
        strictEqual(await recognizeSecret('keys.zip', archive.subarray(0, -60)), 'a private key');
      }
      strictEqual(await recognizeSecret('x.zip', await zipped({ 'a/.npmrc': '//registry.example/:_authToken=x\n' })), 'an npm token');
    });

    it('finds it in a tar archive, packed or not', async () => {
      for (const archive of [
        tarOf({ 'readme.txt': 'keys', 'keys/server.key': pkcs8 }),
        tarOf({ '.npmrc': '//a.example/:_authToken=x\n' }),
      ]) {
        ok(await recognizeSecret('keys.tar', archive));
        ok(await recognizeSecret('keys.tgz', new Uint8Array(gzipSync(archive))));
      }
      strictEqual(await recognizeSecret('site.tar', tarOf({ 'a.txt': spki, 'b.css': 'a{}' })), undefined);
      // A length that leads nowhere, or back.
      for (const length of ['77777777777', '           ', '00000000000'])
        strictEqual(await recognizeSecret('a.tar', tarOf({ 'a.txt': spki }, length)), undefined);
    });

    it('says nothing of other archives, nor of what is packed twice', async () => {
      const inner = await zipped({ 'server.key': pkcs8 });
      const others = [
        await zipped({ 'a.txt': spki, 'b.css': 'a{}' }),
        await zipped({ 'inner.zip': inner }),
        new Uint8Array(gzipSync(inner)),
      ];
      for (const bytes of others) strictEqual(await recognizeSecret('a.zip', bytes), undefined);
    });

    it('takes little time for archives that unpack to far more, are damaged, or have a thousand entries', async () => {
      const bomb = new Uint8Array(deflateRawSync(new Uint8Array(60 * 1024 * 1024)));
      const entry = concatBytes(Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0), new Uint8Array(16), Uint8Array.of(1, 0, 0, 0, 0x61));
      const short = concatBytes(entry, bomb.subarray(0, 900));
      const hostile = [
        new Uint8Array(gzipSync(new Uint8Array(60 * 1024 * 1024))).subarray(0, 64 * 1024),
        concatBytes(entry, bomb).subarray(0, 64 * 1024),
        concatBytes(...Array.from({ length: 70 }, () => short)),
        concatBytes(...Array.from({ length: 16 * 1024 }, () => Uint8Array.of(0x50, 0x4b, 3, 4))),
        Uint8Array.of(0x50, 0x4b, 3, 4),
        Uint8Array.of(0x1f, 0x8b, 8),
      ];
      await withinProcessorTime(500, async () => {
        for (const bytes of hostile) strictEqual(await recognizeSecret('a.bin', bytes), undefined);
      });
    });
  });
});
