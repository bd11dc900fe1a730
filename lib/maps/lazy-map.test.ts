import { LazyMap } from './lazy-map';

test('a value is made when it is asked for', () => {
  const made: string[] = [];
  const lengths = new LazyMap(new Set(['a', 'bcd']), (key) => {
    made.push(key);
    return key.length;
  });

  expect([lengths.size, lengths.has('bcd'), lengths.has('x'), [...lengths.keys()]]).toEqual([2, true, false, ['a', 'bcd']]);
  expect(made).toEqual([]);
  expect([lengths.get('bcd'), lengths.get('x')]).toEqual([3, undefined]);
  expect(made).toEqual(['bcd']);
  expect(new Map(lengths)).toEqual(
    new Map([
      ['a', 1],
      ['bcd', 3],
    ]),
  );
  expect([...lengths.values()]).toEqual([1, 3]);
  const visited: unknown[] = [];
  lengths.forEach((value, key) => {
    visited.push([key, value]);
  });
  expect(visited).toEqual([...lengths.entries()]);
});
