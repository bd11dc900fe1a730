import { RenderedText } from './rendered-text';

const object = (kind: string, name: string, ...lines: string[]) =>
  `---\n# Source: a.yaml\nkind: ${kind}\nmetadata:\n  name: ${name}\n${lines.map((line) => `${line}\n`).join('')}`;
const [MAP, SECRET] = [object('ConfigMap', 'a', 'data:', '  size: 1'), object('Secret', 'b', 'data:', '  key: x')];

const changes = (text: string, other: string, again = text) => new RenderedText(text, again).changedIn(other);

describe('between two renderings, what differs is', () => {
  test.each<[string, string, string, string[]]>([
    ['nothing, where they are the same', MAP + SECRET, MAP + SECRET, []],
    ['nothing, where only the order is another', MAP + SECRET, SECRET + MAP, []],
    ['an object with another line', MAP + SECRET, MAP.replace('1', '2') + SECRET, ['ConfigMap/a']],
    ['an object that is no longer there', MAP + SECRET, MAP, ['Secret/b']],
    ['an object that is new', MAP, MAP + SECRET, ['Secret/b']],
    [
      'an object of the same name in another namespace',
      MAP,
      MAP.replace('name: a\n', 'name: a\n  namespace: c\n'),
      ['ConfigMap/a', 'ConfigMap/a'],
    ],
    ['one of two of the same name', MAP + MAP, MAP.replace('1', '2') + MAP, ['ConfigMap/a']],
    ['nothing, if only a comment between them differs', MAP, `---\n# Source: b.yaml\n${MAP}`, []],
  ])('%s', (_what, text, other, expected) => expect(changes(text, other)).toEqual(expected));
});

describe('what is random', () => {
  const secret = (key: string, user = 'tempo') => object('Secret', 'b', 'data:', `  key: ${key}`, `  user: ${user}`);

  test('is known by a second rendering', () => {
    expect(new RenderedText(MAP + secret('x'), MAP + secret('y')).random).toEqual(['Secret/b']);
    expect(new RenderedText(MAP, MAP).random).toEqual([]);
  });

  test('is not a difference, and does not hide one', () => {
    expect(changes(secret('x'), secret('z'), secret('y'))).toEqual([]);
    expect(changes(secret('x'), secret('z', 'other'), secret('y'))).toEqual(['Secret/b']);
    expect(changes(secret('x'), `${secret('z')}  more: 1\n`, secret('y'))).toEqual(['Secret/b']);
    expect(changes(secret('x'), '', secret('y'))).toEqual(['Secret/b']);
  });
});
