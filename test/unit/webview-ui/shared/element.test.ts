import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';

/** What is tested of the module. Tests have no types of a browser, so its own are not theirs. */
interface ElementModule {
  readonly element: (tag: string, properties: object, ...children: readonly string[]) => object;
  readonly plain: (text: string) => string;
  readonly setText: (target: object, text: string) => void;
}

const { href } = new URL('../../../../webview-ui/shared/element.ts', import.meta.url);

/** A name with signs of a terminal, of C1, of direction and of lines. */
const hostile = 'a\u001Bb\u0085c\u009Bd\u061Ce\u200Ef\u200Fg\u2028h\u2029i\u202Ej\u2066k\u2069';
const shown = hostile.replace(/[^a-k]/g, '\uFFFD');

class StandIn {
  readonly children: unknown[] = [];
  append(...children: readonly unknown[]): void {
    this.children.push(...children);
  }
}

describe('elements of pages', () => {
  let element: ElementModule['element'];
  let plain: ElementModule['plain'];
  let setText: ElementModule['setText'];
  before(async () => {
    const module: unknown = await import(href);
    ({ element, plain, setText } = module as ElementModule);
  });

  const original = Object.getOwnPropertyDescriptor(globalThis, 'document');
  beforeEach(() => Object.defineProperty(globalThis, 'document', { value: { createElement: () => new StandIn() }, configurable: true }));
  afterEach(() => {
    if (original) Object.defineProperty(globalThis, 'document', original);
    else Reflect.deleteProperty(globalThis, 'document');
  });

  it('show no sign that steers or reorders, as text or as a property', () => {
    const made = element('button', { title: hostile, ariaLabel: hostile, textContent: hostile, tabIndex: 0 }, hostile, '\t\n');
    deepStrictEqual(Object.fromEntries(Object.entries(made)), {
      title: shown,
      ariaLabel: shown,
      textContent: shown,
      tabIndex: 0,
      children: [shown, '\t\n'],
    });
  });

  it('keep what a person wrote into a field, and the whole of a long text', () => {
    const made = element('input', { value: hostile });
    strictEqual(Object.entries(made).find(([name]) => name === 'value')?.[1], hostile);
    strictEqual(plain('x'.repeat(5000)).length, 5000);
  });

  it('set a text as it may be shown', () => {
    const target = { textContent: '', hidden: false };
    setText(target, hostile);
    strictEqual(target.textContent, shown);
  });

  it('get labels and texts by no other way', () => {
    const direct = globSync('webview-ui/**/*.ts', { exclude: (path) => path.includes('node_modules') }).flatMap((path) =>
      readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => /\.(?:ariaLabel|textContent) = (?!plain\(|shown;)/.test(line) || /'aria-label', (?!plain\()/.test(line)),
    );
    deepStrictEqual(direct, []);
  });
});
