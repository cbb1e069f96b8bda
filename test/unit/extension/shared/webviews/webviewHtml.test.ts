import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { bundles } from '../../../../../scripts/build/bundles.ts';
import { webviewHtml } from '../../../../../src/extension/shared/webviews/webviewHtml.ts';

const own = 'https://*.vscode-cdn.net';
const html = webviewHtml({
  language: 'en',
  title: 'A "title" </title><script>alert(1)</script>',
  nonce: 'NONCE',
  ownSource: own,
  stylesheet: `${own}/form.css`,
  script: `${own}/form.js?a=1&b="`,
});

/** Directive by directive, so that one more or one wider fails. */
const policy: Readonly<Record<string, readonly string[]>> = {
  'default-src': ["'none'"],
  'script-src': ["'nonce-NONCE'"],
  'style-src': [own],
  'img-src': [own, 'data:'],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
};

describe('the HTML of a webview page', () => {
  it('allows the files of the page and nothing else', () => {
    const [meta = '', ...others] = Array.from(
      html.matchAll(/<meta http-equiv="Content-Security-Policy" content="([^"]*)">/g),
      ([, text]) => text,
    );
    deepStrictEqual(others, []);
    const found = meta.split('; ').map((directive) => directive.split(' '));
    deepStrictEqual(Object.fromEntries(found.map(([name = '', ...sources]) => [name, sources])), policy);
    strictEqual(found.length, Object.keys(policy).length);
  });

  it('has no code and no style of its own', () => {
    deepStrictEqual(
      Array.from(html.matchAll(/<script[^>]*>([^<]*)/g), ([, code]) => code),
      [''],
    );
    ok(!/<style|style=|\son\w+=|javascript:/i.test(html));
    match(html, /<body><\/body>/);
  });

  it('lets no text break out of its place', () => {
    ok(!html.includes('alert(1)</script>'));
    ok(html.includes('form.js?a=1&amp;b=&quot;'));
  });

  it('is the only HTML that a webview gets', () => {
    const writers = globSync('src/extension/**/*.ts').filter((path) => /\.html\s*=|<!doctype/i.test(readFileSync(path, 'utf8')));
    deepStrictEqual(writers.map((path) => basename(path)).toSorted(), ['webviewHtml.ts', 'webviewPage.ts']);
    const scripts = globSync('src/extension/**/*.ts').filter((path) => /enableScripts|localResourceRoots/.test(readFileSync(path, 'utf8')));
    deepStrictEqual(
      scripts.map((path) => basename(path)),
      ['webviewPage.ts'],
    );
  });

  it('is about every page that is built', () => {
    const built = bundles.filter(({ platform }) => platform === 'browser').map(({ outfile }) => basename(outfile, '.js'));
    const text = readFileSync('src/extension/shared/webviews/webviewPage.ts', 'utf8');
    for (const name of built) ok(text.includes(`'${name}'`), name);
  });
});
