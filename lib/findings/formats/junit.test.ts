import { FINDINGS } from './fixture';
import { junit } from './junit';

const SUITES = [
  { name: 'addresses', findings: FINDINGS },
  { name: 'shape & more', findings: [] },
];
const xml = junit(SUITES);

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

const TOKEN = /<\/([\w-]+)>|<([\w-]+)((?: [\w-]+="[^"<]*")*)(\/?)>|([^<]+)/gy;
const REFERENCE = /&(?!(amp|lt|gt|quot|apos|#10|#9|#13);)/;

/** Parses well-formed XML with only elements, attributes and text. @throws Error for anything else */
function parsed(document: string): Element {
  const [declaration = '', ...rest] = document.split('\n');
  if (declaration !== '<?xml version="1.0" encoding="UTF-8"?>') throw new Error(declaration);
  const top: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [top];
  const source = rest.join('\n');
  if (/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u.test(source)) throw new Error('a character that XML has not');
  if (REFERENCE.test(source) || source.includes(']]>')) throw new Error('a bare &, or ]]> in text');
  let end = 0;
  for (const [token, closed, name, written = '', empty, text] of source.matchAll(TOKEN)) {
    end += token.length;
    const current = open.at(-1) ?? top;
    if (closed !== undefined && open.pop()?.name !== closed) throw new Error(`${token} closes nothing`);
    if (text !== undefined) current.text += text;
    if (name === undefined) continue;
    const attributes = Object.fromEntries([...written.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value]));
    const element: Element = { name, attributes, children: [], text: '' };
    current.children.push(element);
    if (!empty) open.push(element);
  }
  if (end !== source.length || open.length !== 1 || top.children.length !== 1)
    throw new Error(`not well-formed at ${source.slice(end, end + 40)}`);
  return top.children[0] as Element;
}

test('JUnit XML is well-formed, with correct counts', () => {
  const root = parsed(xml);

  expect(root).toMatchObject({ name: 'testsuites', attributes: { name: 'tempo-gitops', tests: '4', failures: '2', skipped: '1' } });
  for (const { attributes, children } of root.children) {
    const cases = children.filter(({ name }) => name === 'testcase');
    const having = (kind: string) => cases.filter((each) => each.children.some(({ name }) => name === kind)).length;
    expect(attributes).toMatchObject({ tests: `${cases.length}`, failures: `${having('failure')}`, skipped: `${having('skipped')}` });
  }
});

test('each error is a failure, what is accepted is skipped, and the rest is output', () => {
  const [suite] = parsed(xml).children;

  expect(suite?.children.map(({ name, attributes, children }) => [name, attributes.name, children.map((child) => child.name)])).toEqual([
    ['testcase', 'addresses/no-such-port: clusters/my home, 1.yaml:4:3 tempo.chart', ['failure']],
    ['testcase', 'addresses/no-such-port: dist/home/tempo.k8s.yaml Service a and Service b', ['failure']],
    ['testcase', 'addresses/no-such-port: dist/home/grafana.k8s.yaml', ['skipped']],
    ['system-out', undefined, []],
  ]);
  expect(suite?.children[0]?.children[0]).toMatchObject({
    attributes: { message: 'tempo.chart: has no port 1; use 2', type: 'addresses/no-such-port' },
    text: 'clusters/my home, 1.yaml:4:3 tempo.chart: has no port 1; use 2',
  });
  expect(suite?.children[2]?.children[0]?.attributes).toEqual({ message: 'accepted: fixed in May' });
  expect(suite?.children.at(-1)?.text).toContain('warning: dist/home/tempo.k8s.yaml home-tracing-tempo: Deployment querier: 100%: a,b');
});

test('a suite without errors is one test that passes', () => {
  expect(parsed(xml).children[1]).toMatchObject({
    attributes: { name: 'shape &amp; more', tests: '1', failures: '0' },
    children: [{ name: 'testcase', attributes: { classname: 'shape &amp; more', name: 'shape &amp; more' }, children: [] }],
  });
});

test('the parser of this file refuses XML that is not well-formed', () => {
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n';

  for (const body of ['<a>', '<a></b>', '<a b="<"></a>', '<a>&</a>', '<a>\u0001</a>', '<a/><a/>', 'text'])
    expect(() => parsed(head + body)).toThrow();
});
