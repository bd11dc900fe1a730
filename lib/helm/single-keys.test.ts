import { withSingleKeys } from './single-keys';

const OTHER = '---\n# Source: tempo/templates/service.yaml\nkind:   Service\nmetadata: {name: tempo}\n';

test('the last of several keys is left, and the other documents stay as they are', () => {
  const monitor = (labels: string) =>
    `---\n# Source: tempo/templates/monitor.yaml\nkind: ServiceMonitor\nmetadata:\n  labels:\n${labels}  name: tempo\n`;

  expect(withSingleKeys(OTHER + monitor('    release: tempo\n    app: tempo\n    release: prometheus\n') + OTHER)).toBe(
    OTHER + monitor('    release: prometheus\n    app: tempo\n') + OTHER,
  );
});

test.each([
  ['without such keys', OTHER + OTHER],
  ['that is empty', ''],
  ['that is not YAML', 'a: 1\na: 2\n b: ]\n'],
  ['with the marker of a document in a text', 'data:\n  a: |\n    ---\n    b: 1\n    b: 2\n'],
])('a text %s stays', (_what, text) => {
  expect(withSingleKeys(text)).toBe(text);
});

test('a key of two values is written once, also in the first document', () => {
  expect(withSingleKeys('a: 1\na: 1\n---\nb: 2\n')).toBe('a: 1\n---\nb: 2\n');
});
