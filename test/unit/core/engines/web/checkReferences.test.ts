import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { checkReferences } from '../../../../../src/core/engines/web/checkReferences.ts';
import { withinProcessorTime } from '../../../../support/processorTime.ts';

const files = [
  'index.html',
  'assets/index.js',
  'assets/Größe.css',
  'app/main.js',
  'img/Logo.png',
  'a b.js',
  'sub/index.html',
  'sub/x.js',
].map((path) => ({
  path,
  absolutePath: `/www/${path}`,
  sizeBytes: 1,
}));

function check(html: string, expected: readonly string[], url = 'https://appassets.androidplatform.net/'): void {
  it(html.slice(0, 100), () => {
    const issues = checkReferences({ html, url, place: {} }, files);
    deepStrictEqual(
      issues.map(({ code, severity, params }) =>
        [severity, code.replace('web-reference-', ''), params['reference'], params['file']].filter(Boolean).join(' '),
      ),
      expected,
    );
  });
}

describe('what the start page loads', () => {
  describe('is there', () => {
    check('<script src="/assets/index.js"></script><script src=assets/index.js?v=1#x></script>', []);
    check('<script src="a%20b.js"></script><link rel=stylesheet href="assets/Gr%C3%B6%C3%9Fe.css"><img src="/img/Logo.png">', []);
    check('<base href="/assets/"><script src="index.js"></script><script src="../app/main.js"></script>', []);
    check('<script src="x.js"></script>', [], 'https://appassets.androidplatform.net/sub/');
    check('<script src="https://cdn.example.com/a.js"></script><script src="//cdn.example.com/a.js"></script>', []);
    check('<base href="https://cdn.example.com/"><script src="a.js"></script>', []);
    check('<script src="data:text/javascript,1"></script><script src="blob:x"></script><img src="data:,">', []);
    check('<!-- <script src="none.js"></script> --><script>document.write("<script src=none.js>")</script>', []);
    check('<noscript><img src="none.png"></noscript><script type="text/template" src="none.js"></script>', []);
    check('<script type="module">import "./assets/index.js"; import x from "lib"; // import "./none.js"\n</script>', []);
    check('<a href="none.html">x</a><link rel="canonical" href="/none"><link rel=icon href=none.png>', []);
  });

  describe('is missing', () => {
    check('<base href="/repo/"><script type="module" src="/repo/assets/index.js"></script>', [
      'error elsewhere /repo/assets/index.js assets/index.js',
    ]);
    check('<base href="/repo/"><script src="app/main.js"></script>', ['error elsewhere app/main.js app/main.js']);
    check('<script type="module" src="/src/main.tsx"></script>', ['error source /src/main.tsx']);
    check('<script src="%PUBLIC_URL%/static/js/main.js"></script>', ['error template %PUBLIC_URL%/static/js/main.js']);
    check('<script src="{{ base }}/main.js"></script><link rel=stylesheet href="<%= css %>">', [
      'error template {{ base }}/main.js',
      'error template <%= css %>',
    ]);
    check('<base href="%BASE_URL%"><script src="assets/index.js"></script>', ['error template %BASE_URL%']);
    check('<script src="/Assets/Index.js"></script><img src="img/logo.png">', [
      'error case /Assets/Index.js assets/index.js',
      'warning case img/logo.png img/Logo.png',
    ]);
    check('<link rel=stylesheet href="assets/Gro\u0308ße.css">', ['error case assets/Gro\u0308ße.css assets/Größe.css']);
    check('<link rel="stylesheet" href="none.css"><link rel="alternate stylesheet" href="other.css">', [
      'error missing none.css',
      'warning missing other.css',
    ]);
    check('<script type="module">import a, { b } from "./none.js";\nimport "/src/x.ts"</script>', [
      'error missing ./none.js',
      'error source /src/x.ts',
    ]);
    check('<script nomodule src="old.js"></script><link rel=modulepreload href=m.js>', ['warning missing old.js', 'warning missing m.js']);
    check('<img srcset="a.png 1x, b.png 2x, img/Logo.png 480w"><video src=v.mp4 poster=p.jpg>', [
      'warning missing a.png',
      'warning missing b.png',
      'warning missing v.mp4',
      'warning missing p.jpg',
    ]);
    check('<script src="none"></script><script src="&#x2F;none.js"></script>', ['error missing none', 'error missing /none.js']);
    check('<script src="%E0%A4%A.js"></script>', ['error missing %E0%A4%A.js']);
  });

  it('is looked for in linear time', async () => {
    const pieces = [
      '<',
      '<script',
      '<script src=a.js>',
      '<a b="',
      "<a b='",
      '<!--',
      '<img srcset="a ',
      'import "./',
      '<script type=module>import {',
      '</script',
    ];
    for (const piece of pieces) {
      const html = piece.repeat(Math.ceil(1_000_000 / piece.length));
      await withinProcessorTime(1500, () => checkReferences({ html, url: 'https://appassets.androidplatform.net/', place: {} }, files));
      const script = `<script type=module>${html}</script>`;
      await withinProcessorTime(1500, () =>
        checkReferences({ html: script, url: 'https://appassets.androidplatform.net/', place: {} }, files),
      );
    }
    strictEqual(pieces.length, 10);
  });
});
