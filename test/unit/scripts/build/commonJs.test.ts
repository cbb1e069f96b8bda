import { strictEqual, throws } from 'node:assert/strict';
import { commonJsOf } from '../../../../scripts/build/commonJs.ts';

function check(code: string, expected: string): void {
  strictEqual(commonJsOf('chunk.cjs', code), expected);
}

describe('a chunk as CommonJS', () => {
  it('takes what it imports, by name and as a whole', () => {
    check('import{a as b,c}from"./x.cjs";b(c);', '"use strict";const{a:b,c}=require("./x.cjs");b(c);\n');
    check('import*as v from"vscode";v.y();', '"use strict";const v=require("vscode");v.y();\n');
    check('import p,{join as j}from"node:path";p(j);', '"use strict";const p=require("node:path"),{join:j}=p;p(j);\n');
  });

  it('loads what has an effect alone, and in the order that was written', () => {
    check('import"./x.cjs";import{a}from"./y.cjs";a();', '"use strict";require("./x.cjs");const{a}=require("./y.cjs");a();\n');
  });

  it('exports under the names that others ask for', () => {
    check(
      'var a=1;function b(){}export{a,b as c,b as default};',
      '"use strict";var a=1;function b(){}\nmodule.exports={a,c:b,default:b};\n',
    );
  });

  it('passes on what it imported', () => {
    check('import{a as x}from"./x.cjs";export{x as Named};', '"use strict";const{a:x}=require("./x.cjs");\nmodule.exports={Named:x};\n');
    check(
      'import{a as x}from"./x.cjs";import{b as y}from"./y.cjs";var z=1;export{x as X,z as Z,y as Y};z();',
      '"use strict";const{a:x}=require("./x.cjs");const{b:y}=require("./y.cjs");var z=1;z();\nmodule.exports={X:x,Z:z,Y:y};\n',
    );
  });

  it('requires chunks when they are called for, and leaves other dynamic imports alone', () => {
    check('import("./x.cjs");import(name);', '"use strict";Promise.resolve().then(()=>require("./x.cjs"));import(name);\n');
  });

  it('knows where it is', () => {
    check(
      'f(import.meta.url);',
      '"use strict";const importMeta={url:require("node:url").pathToFileURL(__filename).href};f(importMeta.url);\n',
    );
  });

  it('escapes what is not ASCII in regular expressions, and nothing else', () => {
    check('f(/…[•❌😀]/u,"\\u2026",`…`);', '"use strict";f(/\\u2026[\\u2022\\u274c\\ud83d\\ude00]/u,"\\u2026",`…`);\n');
  });

  it('refuses what it would lose', () => {
    throws(() => commonJsOf('chunk.cjs', 'export*from"node:fs";'), /cannot be turned into CommonJS/);
    throws(() => commonJsOf('chunk.cjs', 'import{'), /cannot be parsed/);
  });
});
