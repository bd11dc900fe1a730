import { parsed } from './loki';

test('a query of LogQL has labels and texts', () => {
  const { labels, texts } = parsed('{namespace=~".+", pod="traefik-0"} |= "smoke-1\\"" |= "b"');
  const matches = (name: string, value: string) => labels.filter(([label]) => label === name).map(([, isMatch]) => isMatch(value));
  expect(matches('namespace', 'traefik')).toEqual([true]);
  expect(matches('namespace', '')).toEqual([false]);
  expect(matches('pod', 'traefik-1')).toEqual([false]);
  expect(texts).toEqual(['smoke-1"', 'b']);
});
