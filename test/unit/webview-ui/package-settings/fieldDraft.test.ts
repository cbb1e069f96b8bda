import { strictEqual } from 'node:assert/strict';
import { FieldDraft } from '../../../../webview-ui/package-settings/fieldDraft.ts';

const file = (own: string, value = own) => ({ own, value });

describe('FieldDraft', () => {
  it('leaves the text alone while someone types', () => {
    const draft = new FieldDraft(file('a'));
    draft.type('ab');
    strictEqual(draft.receive(file('x'), true), undefined);
    strictEqual(draft.take(), 'ab');
    strictEqual(draft.receive(file('x'), true), undefined);
    draft.settle();
    strictEqual(draft.receive(file('ab'), true), undefined);
  });

  it('takes a change from elsewhere, such as undo, into the field that has the focus', () => {
    const draft = new FieldDraft(file('a'));
    draft.type('ab');
    draft.take();
    draft.settle();
    draft.receive(file('ab'), true);
    strictEqual(draft.receive(file('a'), true), 'a');
  });

  it('shows the proposed value again when a cleared field is left, and not before', () => {
    const draft = new FieldDraft(file('7'));
    draft.type('');
    strictEqual(draft.take(), '');
    draft.settle();
    strictEqual(draft.receive(file('', '8'), true), undefined);
    strictEqual(draft.leave(), '8');
  });

  it('follows the file when it has not the focus', () => strictEqual(new FieldDraft(file('a')).receive(file('b'), false), 'b'));

  it('sends nothing twice', () => {
    const draft = new FieldDraft(file('a'));
    draft.type('b');
    strictEqual(draft.take(), 'b');
    strictEqual(draft.take(), undefined);
  });
});
