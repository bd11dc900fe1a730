import type { ClusterDiff } from './cluster-diff';
import type { Detail } from './document';
import { html } from './html';
import { markdown } from './markdown';
import { openingOf } from './opening';

const detail = (name: string, lines: number): Detail => ({
  title: `ConfigMap ${name}: 1 field`,
  lines: Array.from({ length: lines }, (_, index) => `+   ${index}`),
});
const section = (...details: Detail[]) => ({ blocks: [{ heading: 'home: 1 object changed', level: 2 } as const], details });

test('the largest details are left out of a comment, and named', () => {
  const text = markdown([section(detail('large', 500), detail('small', 5))], 1000);

  expect(text.length).toBeLessThanOrEqual(1000);
  expect(text).toContain('<details><summary>ConfigMap small: 1 field</summary>');
  expect(text).toContain('- ConfigMap large: 1 field: 500 lines are too long for a comment; see `npm run diff -- --report diff.html`');
  expect(text).not.toContain('<summary>ConfigMap large');
});

test('texts of others are not markup, mention nobody, and do not end a block of code', () => {
  const text = markdown([
    { blocks: [{ text: 'a <b> @team [x](y) `code <i>`' }], details: [{ title: '<script>', lines: ['+   ```', '+   \u202e'] }] },
  ]);

  expect(text).toContain('a &lt;b&gt; &#64;team \\[x\\](y) `code <i>`\n');
  expect(text).toContain('<summary>&lt;script&gt;</summary>');
  expect(text).toContain('````diff\n+   ```\n+   \\u202e\n````');
});

test('a requirement with YAML below it has that as a block of code, without its indentation', () => {
  const required = [
    'the S3 server s3.example.org',
    'the AppProject platform, whose spec permits at least:\n      sourceRepos:\n        - a',
  ];
  const diff: ClusterDiff = {
    ...{ name: 'home', state: 'new', objects: [], findings: [], addresses: [], notCompared: [] },
    byHand: { required, steps: [] },
  };

  expect(markdown([{ blocks: openingOf(diff), details: [] }])).toContain(
    '- the AppProject platform, whose spec permits at least:\n\n  ```yaml\n  sourceRepos:\n    - a\n  ```\n',
  );
  expect(html('The change', [{ blocks: openingOf(diff), details: [] }])).toContain(
    'permits at least:<pre><code>sourceRepos:\n  - a</code></pre></li>',
  );
});

test('a command in a text can be copied, and a bar in a table does not end its cell', () => {
  const text = markdown([
    { blocks: [{ items: [{ text: 'a | b: `helm show crds | kubectl apply -f -`' }] }, { head: ['x'], rows: [['a|b']] }], details: [] },
  ]);

  expect(text).toContain('- a | b: `helm show crds | kubectl apply -f -`\n');
  expect(text).toContain('| a\\|b |');
});
