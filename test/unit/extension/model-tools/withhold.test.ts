import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { withheld, withhold } from '../../../../src/extension/model-tools/withhold.ts';

const place = { folders: [{ path: '/home/ada/acme', name: 'acme' }], home: '/home/ada', roots: ['home', 'opt', 'etc', 'tmp'] };

function check(text: string, expected: string, at = place): void {
  strictEqual(withhold(text, at), expected);
}

describe('what a language model does not read', () => {
  it('are absolute paths', () => {
    check('/home/ada/acme', '.');
    check('/home/ada/acme/www/index.html', 'www/index.html');
    check('Keystore not found: /home/ada/acme/signing/up load.jks.', 'Keystore not found: signing/up load.jks.');
    check('The file /home/ada/keys/upload.p12 is read', 'The file ~/keys/upload.p12 is read');
    check('“/opt/customer/secret/upload.p12”, /etc/passwd', '“…/upload.p12”, …/passwd');
    check('/home/adam/x.p12', '…/x.p12');
  });

  it('are paths of Windows', () => {
    const windows = { folders: [{ path: 'C:\\Users\\Ada\\acme', name: 'acme' }], home: 'C:\\Users\\Ada', roots: [] };
    check('C:\\Users\\Ada\\acme\\www\\index.html', 'www\\index.html', windows);
    check('Read D:\\Customers\\Big Bank\\upload.jks now', 'Read …/upload.jks now', windows);
  });

  it('are mail addresses', () => {
    check('Ada <ada.l@acme.co.uk>', 'Ada <(address withheld)>');
    check('icon@2x.png and vite@5.4.2', 'icon@2x.png and vite@5.4.2');
  });

  it('names the folder of a workspace that has several', () => {
    const folders = [...place.folders, { path: '/home/ada/acme/nested', name: 'nested' }];
    check('/home/ada/acme/a.txt /home/ada/acme/nested/b.txt /home/ada/acme/nested', 'acme/a.txt nested/b.txt nested', {
      ...place,
      folders,
    });
  });

  it('leaves addresses of the web and paths in them', () => {
    const text = 'Open https://play.google.com/etc/x, http://localhost:8080/tmp/a.css and /assets/logo.png';
    check(text, text);
  });

  it('goes through whole documents, and leaves pointers and links', () => {
    const document = { file: '/home/ada/acme/a.json', pointer: '/opt/a', link: 'http://x/opt', issues: [{ message: 'a@b.de', line: 3 }] };
    deepStrictEqual(withheld(document, place), {
      file: 'a.json',
      pointer: '/opt/a',
      link: 'http://x/opt',
      issues: [{ message: '(address withheld)', line: 3 }],
    });
  });
});
