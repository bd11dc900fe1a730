/** The page: well-formed, complete and self-contained. */
import { ruleUrl } from '../../lib/findings/rules-page';
import { checksWith, DAMAGE, damaged, good } from './fixture';
import { html } from './html';
import { escaped } from './markup';

/** Elements without an end tag in HTML. */
const VOID = new Set(['meta', 'br', 'wbr']);

/** Elements that are not closed, or closed without being opened. */
function unbalanced(page: string): string[] {
  const open: string[] = [];
  const body = page.replace(/<style>.*?<\/style>/s, '').replace('<!doctype html>', '');
  for (const [tag, end, name = '', rest = ''] of body.matchAll(/<(\/?)([a-z0-9]+)((?:\s+[\w:-]+="[^"<>]*")*)\s*(?:\/?)>|<[^>]*>?/gi)) {
    if (!name) return [`no tag: ${tag}`];
    if (end && open.pop() !== name) return [`closes nothing: ${tag}`];
    if (!end && !VOID.has(name) && !tag.endsWith('/>')) open.push(name);
    if (end && rest) return [`an end with attributes: ${tag}`];
  }
  return open;
}

/** A report in which all texts are hostile, and distinguishable from those of the page. */
const HOSTILE = `</td></style><script>alert("x")</script>'&amp;`;
const hostile = JSON.parse(
  JSON.stringify(damaged, (key, value: unknown) =>
    typeof value === 'string' && !['severity', 'state', 'effect', 'from', 'to', 'what'].includes(key) ? HOSTILE + value : value,
  ),
) as typeof damaged;

const two = { ...good, clusters: [...good.clusters, ...damaged.clusters] };
const PAGES = Object.entries({ good, damaged, hostile, two, none: { ...good, clusters: [] } }).map(
  ([name, report]) => [name, html(report)] as const,
);

test.each(PAGES)('%s: every element is closed', (_name, page) => {
  expect(unbalanced(page)).toEqual([]);
});

test.each(PAGES)('%s: nothing runs and nothing is loaded', (_name, page) => {
  expect(page).not.toMatch(/<(script|link|img|iframe|object|embed|base|form|image|use)\b/i);
  expect(page).not.toMatch(/<[^>]*\s(src|srcset|on\w+)\s*=/i);
  // Links lead to a cluster of the page or to a rule.
  const isKnown = (target = '') => target.startsWith('#cluster-') || target.startsWith(ruleUrl(''));
  expect([...page.matchAll(/href="([^"]*)"/g)].filter(([, target]) => !isKnown(target))).toEqual([]);
  const style = page.slice(page.indexOf('<style>'), page.indexOf('</style>'));
  expect(style).not.toMatch(/@import|url\(|https?:/);
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
});

test('the check for closed elements finds elements that are not closed', () => {
  expect(unbalanced('<p><b>text</p>')).not.toEqual([]);
  expect(unbalanced('<p title="<b>">text</p>')).not.toEqual([]);
  expect(unbalanced('<p>')).toEqual(['p']);
});

test('texts of users are escaped', () => {
  expect(escaped(`<a href='x'>"&"\u0000\n`)).toBe('&lt;a href=&#39;x&#39;&gt;&quot;&amp;&quot;\\u0000\n');
  const page = html(damaged);
  expect(page).toContain('tempo[&quot;&lt;script&gt;&quot;]');
  expect(page).toContain('ConfigMap/&quot;&gt;&lt;img&gt;');
});

test('the verdict is at the top', () => {
  expect(html(good)).toContain('<p class="verdict fits">✓ The pieces fit</p>');
  expect(html(damaged)).toContain('<p class="verdict broken">✕ 2 errors, 1 warning; the pieces do not fit</p>');
  expect(html({ ...good, clusters: [] })).toContain('<p class="verdict nothing">? Nothing was judged</p>');
});

test('errors are directly under the verdict, once, and notes are folded', () => {
  const page = html(damaged);
  const start = page.indexOf('<p class="verdict');
  expect(page.slice(start, page.indexOf('</header>')).match(/<li class="error">/g)).toHaveLength(2);
  expect(page.match(/<li class="error">/g)).toHaveLength(2);
  expect(page).toMatch(/<details><summary>\d notes?<\/summary><ul class="findings"><li class="note">/);
});

test('the header has the commit, and each cluster its file and its charts', () => {
  const page = html({ ...good, commit: '1a2b3c4', clusters: good.clusters.map((each) => ({ ...each, file: 'clusters/picluster.yaml' })) });
  expect(page).toContain('commit 1a2b3c4 · 1 cluster');
  expect(page).toContain('<p class="quiet">clusters/picluster.yaml · tempo-distributed 2.23.4 · linkerd-jaeger 30.12.11</p>');
});

test('values without effect come first', () => {
  const page = html(damaged);
  const rows = [...page.replaceAll('<wbr>', '').matchAll(/<td data-of="path"><code>([^<]*)/g)].map(([, path]) => path);
  expect(rows[0]).toBe('distributor.zipkin.enabled');
  expect(rows).toHaveLength(7);
  expect(page).toContain('7 values, <span class="state nothing">✕ 1 without effect</span>');
});

test('a finding links to its rule', () => {
  expect(html(damaged)).toContain(
    '<a class="quiet" href="https://github.com/tempo-gitops/tempo-gitops/blob/main/docs/rules.md#addressesno-such-port">addresses/no-such-port</a>',
  );
});

test('an accepted finding is shown with the reason, and is not an error', () => {
  const checks = checksWith(...DAMAGE.map((finding) => ({ ...finding, accepted: 'fixed in <May>' })));
  const page = html({ ...damaged, clusters: damaged.clusters.map((cluster) => ({ ...cluster, checks })) });
  expect(page).toContain('<span class="state accepted">accepted error</span>');
  expect(page).toContain('<span class="quiet">accepted: fixed in &lt;May&gt;</span>');
  expect(page).toContain('<p class="verdict fits">✓ The pieces fit, 3 accepted</p>');
});

test('equal reports have equal pages', () => {
  expect(html(damaged)).toBe(html(damaged));
});
